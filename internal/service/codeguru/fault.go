package codeguru

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"leadline/internal/service"
)

// fault is an error as the model knows them.
type fault struct {
	kind    string // the shape's name
	status  int
	code    string
	message string
	// reason and fields belong to a ValidationException, the others to what was
	// not found or is in conflict.
	reason                   string
	fields                   []field
	resourceID, resourceType string
}

type field struct {
	Name    string `json:"name"`
	Message string `json:"message"`
}

func (f *fault) Error() string { return f.message }

// denied is a request that is not who it says, or may not.
func denied(code, format string, args ...any) *fault {
	return &fault{kind: "AccessDeniedException", status: http.StatusForbidden, code: code, message: fmt.Sprintf(format, args...)}
}

// invalid is a request that cannot be read or meant.
func invalid(reason, format string, args ...any) *fault {
	return &fault{kind: "ValidationException", status: http.StatusBadRequest, code: "VALIDATION", reason: reason, message: fmt.Sprintf(format, args...)}
}

// wrong is a member that does not hold what the model allows.
func wrong(name, format string, args ...any) *fault {
	message := fmt.Sprintf(format, args...)
	f := invalid("fieldValidationFailed", "%s: %s", name, message)
	f.fields = []field{{name, message}}
	return f
}

// absent is something that is not there.
func absent(kind, id string) *fault {
	return &fault{kind: "ResourceNotFoundException", status: http.StatusNotFound, code: "NOT_FOUND", message: fmt.Sprintf("there is no %s %q", kind, id),
		resourceID: id, resourceType: kind}
}

// conflict is something that is there already, in another way.
func conflict(kind, id, format string, args ...any) *fault {
	return &fault{kind: "ConflictException", status: http.StatusConflict, code: "CONFLICT", message: fmt.Sprintf(format, args...), resourceID: id, resourceType: kind}
}

// faultOf is any error as a fault of the model. What is ours is not told.
func (f *Face) faultOf(err error) *fault {
	var own *fault
	if errors.As(err, &own) {
		return own
	}
	var theirs *service.Fault
	if errors.As(err, &theirs) {
		switch theirs.Kind {
		case service.Forbidden, service.Unknown:
			return denied("FORBIDDEN", "%s", theirs.Message)
		case service.Missing:
			return &fault{kind: "ResourceNotFoundException", status: http.StatusNotFound, code: "NOT_FOUND", message: theirs.Message, resourceID: "-", resourceType: "scan"}
		case service.Conflict:
			return conflict("scan", "-", "%s", theirs.Message)
		}
		return invalid("other", "%s", theirs.Message)
	}
	if !errors.Is(err, context.Canceled) {
		f.Log.Error("an operation of the compatibility face failed", "error", err)
	}
	return &fault{kind: "InternalServerException", status: http.StatusInternalServerError, code: "INTERNAL", message: "something went wrong on our side; the server's log has it"}
}

// refuse writes a fault.
func (f *Face) refuse(w http.ResponseWriter, bad *fault) {
	w.Header().Set("x-amzn-ErrorType", bad.kind)
	if bad.kind == "InternalServerException" {
		write(w, bad.status, map[string]any{"error": bad.code, "message": bad.message})
		return
	}
	body := map[string]any{"errorCode": bad.code, "message": bad.message}
	if bad.reason != "" {
		body["reason"] = bad.reason
	}
	if bad.fields != nil {
		body["fieldList"] = bad.fields
	}
	if bad.resourceID != "" {
		body["resourceId"], body["resourceType"] = bad.resourceID, bad.resourceType
	}
	write(w, bad.status, body)
}
