-- Expand: the release before does not read the column, the next one does.
ALTER TABLE products ADD COLUMN rating numeric(2, 1) CHECK (rating BETWEEN 0 AND 5);

CREATE INDEX products_by_rating ON products (rating DESC NULLS LAST);

UPDATE products SET rating = 3.5 + id * 0.2;
