package rest

import "net/http"

// once lets an answer have one status. Where a reader leaves in the middle, huma
// says 499 after the status that was sent, which net/http would log as a fault.
func once(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&oneStatus{ResponseWriter: w}, r)
	})
}

type oneStatus struct {
	http.ResponseWriter
	said bool
}

// WriteHeader says the status, the first time.
func (o *oneStatus) WriteHeader(status int) {
	if o.said {
		return
	}
	o.said = status >= http.StatusOK // those before only announce one
	o.ResponseWriter.WriteHeader(status)
}

// Write writes on.
func (o *oneStatus) Write(b []byte) (int, error) {
	o.said = true
	return o.ResponseWriter.Write(b)
}

// Unwrap gives the writer below, for deadlines and flushing.
func (o *oneStatus) Unwrap() http.ResponseWriter { return o.ResponseWriter }
