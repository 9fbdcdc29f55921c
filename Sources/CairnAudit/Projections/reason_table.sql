-- The verdict that each reason stands for, and which of several reasons comes first: filled from the program's list.
CREATE TABLE reason (
  code text COLLATE "C" PRIMARY KEY,
  verdict text COLLATE "C" NOT NULL,
  rank int
)
