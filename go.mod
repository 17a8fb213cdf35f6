module leadline

go 1.26.0

ignore ./clients

require golang.org/x/text v0.43.0

require github.com/goccy/go-yaml v1.19.2
