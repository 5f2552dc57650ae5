-- Expand, ahead of the release that will let customers leave a note.
ALTER TABLE orders ADD COLUMN note text;
