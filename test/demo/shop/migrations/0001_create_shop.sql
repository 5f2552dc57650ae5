CREATE TABLE products (
  id integer PRIMARY KEY,
  name text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0)
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id integer NOT NULL REFERENCES products (id),
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO products (id, name, price_cents) VALUES
  (1, 'Espresso cup', 950),
  (2, 'Teapot', 3400),
  (3, 'Milk jug', 1850),
  (4, 'Sugar bowl', 1250),
  (5, 'Cake stand', 4200);
