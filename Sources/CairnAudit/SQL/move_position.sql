-- Moves the position of every projection; none that another projector has moved.
UPDATE projection SET position = $2::bigint WHERE position = $1::bigint
