-- Nobody needs it any more, though it is under way: if that attempt fails, no other one follows.
ALTER TABLE delivery ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
