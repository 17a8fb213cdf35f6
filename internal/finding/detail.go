package finding

// Detail is what an analysis knows of a flow beyond the steps that it tells; it
// is kept where it is asked for.
type Detail struct {
	Source Read
	// Reads are all that the bodies on the way take from outside, the source
	// among them.
	Reads []Read
	// Passes are the places that the data passes, source first: more of them than
	// a reader wants to be told.
	Passes []Step
	// Entry is where a framework comes in, nil where nothing does.
	Entry *Entry
	Sink  Arrival
	// Others are those of other ways to the same place, which the finding stands for.
	Others []*Detail
}

// Read is a place at which data comes from outside.
type Read struct {
	Location
	Kind string // what the data is
	// Trust is the level of that; empty where nobody chooses the data.
	Trust string
	Row   string // the model's row, as it is written there
	// Model is the file of the row.
	Model string
	// Parameter is set where the data is a parameter that somebody outside gives.
	Parameter string
}

// Entry is a function that somebody outside calls.
type Entry struct {
	Location        // of the function
	Function string // qualified name
	Row      string // the model's row that makes it one
	Model    string // the file of the row
}

// Arrival is how data lies in what a sink gets.
type Arrival struct {
	API      string // dotted name of the sink
	Argument string
	Kind     string // what the sink does with it
	// Before and After are the constant text around the data, with NUL for a piece
	// that is not known; Known tells whether all of the text is.
	Before, After string
	Known         bool
}
