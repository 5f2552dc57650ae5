/** What a `pg` pool offers of which the shop makes use. */
export interface Queryable {
  query(
    sql: string,
    parameters?: unknown[],
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

/** A product as the API shows it; `rating` only in releases that know of it. */
export interface Product {
  readonly id: number;
  readonly name: string;
  readonly priceCents: number;
  readonly rating?: number | null;
}

/** The shop's tables. */
export class ShopStore {
  readonly #database: Queryable;
  readonly #showsRatings: boolean;

  constructor(database: Queryable, options: { readonly showsRatings: boolean }) {
    this.#database = database;
    this.#showsRatings = options.showsRatings;
  }

  async ping(): Promise<void> {
    await this.#database.query("SELECT 1");
  }

  /** Rejects when the tables are not those this release was written for. */
  async requireSchema(): Promise<void> {
    await this.#database.query(`${this.#selectProducts()} LIMIT 0`);
  }

  async listProducts(): Promise<readonly Product[]> {
    const { rows } = await this.#database.query(`${this.#selectProducts()} ORDER BY id`);
    return rows.map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      priceCents: Number(row.price_cents),
      ...(this.#showsRatings ? { rating: row.rating === null ? null : Number(row.rating) } : {}),
    }));
  }

  /** The new order's id, or `undefined` when there is no such product. */
  async placeOrder(productId: number, quantity: number): Promise<number | undefined> {
    const { rows } = await this.#database.query(
      "INSERT INTO orders (product_id, quantity) SELECT id, $2 FROM products WHERE id = $1 RETURNING id",
      [productId, quantity],
    );
    return rows[0] === undefined ? undefined : Number(rows[0].id);
  }

  #selectProducts(): string {
    return `SELECT id, name, price_cents${this.#showsRatings ? ", rating" : ""} FROM products`;
  }
}
