module leadline

go 1.26

ignore ./clients
