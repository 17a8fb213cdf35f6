package cache

import "time"

// timeOf is a moment by number, a minute apart.
func timeOf(i int) time.Time { return time.Unix(1_700_000_000+60*int64(i), 0) }
