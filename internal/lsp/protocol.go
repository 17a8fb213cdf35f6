package lsp

import "encoding/json"

// The parts of the Language Server Protocol 3.18 that this server speaks.
// Positions are zero-based, characters are UTF-16 code units.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string `json:"uri"`
	Range span   `json:"range"`
}

type textDocumentItem struct {
	URI        string `json:"uri"`
	LanguageID string `json:"languageId"`
	Version    int    `json:"version"`
	Text       string `json:"text"`
}

type textDocumentID struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
}

type folder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

type initializeParams struct {
	ProcessID             *int            `json:"processId"`
	RootURI               string          `json:"rootUri"`
	RootPath              string          `json:"rootPath"`
	WorkspaceFolders      []folder        `json:"workspaceFolders"`
	InitializationOptions json.RawMessage `json:"initializationOptions"`
	Capabilities          struct {
		Window struct {
			WorkDoneProgress bool `json:"workDoneProgress"`
		} `json:"window"`
		Workspace struct {
			Configuration         bool `json:"configuration"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			Diagnostics struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"diagnostics"`
			WorkspaceEdit struct {
				DocumentChanges         bool      `json:"documentChanges"`
				ChangeAnnotationSupport *struct{} `json:"changeAnnotationSupport"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		TextDocument struct {
			Diagnostic         *struct{} `json:"diagnostic"`
			PublishDiagnostics struct {
				RelatedInformation     bool `json:"relatedInformation"`
				CodeDescriptionSupport bool `json:"codeDescriptionSupport"`
				DataSupport            bool `json:"dataSupport"`
				TagSupport             *struct {
					ValueSet []int `json:"valueSet"`
				} `json:"tagSupport"`
			} `json:"publishDiagnostics"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

type contentChange struct {
	Range *span  `json:"range"`
	Text  string `json:"text"`
}

type didChangeParams struct {
	TextDocument   textDocumentID  `json:"textDocument"`
	ContentChanges []contentChange `json:"contentChanges"`
}

type diagnostic struct {
	Range              span              `json:"range"`
	Severity           int               `json:"severity"`
	Code               string            `json:"code"`
	CodeDescription    *codeDescription  `json:"codeDescription,omitempty"`
	Source             string            `json:"source"`
	Message            string            `json:"message"`
	Tags               []int             `json:"tags,omitempty"`
	RelatedInformation []relatedLocation `json:"relatedInformation,omitempty"`
	Data               *diagnosticData   `json:"data,omitempty"`
}

type codeDescription struct {
	Href string `json:"href"`
}

type relatedLocation struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

// diagnosticData lets a client ask for more about a finding.
type diagnosticData struct {
	Fingerprint string `json:"fingerprint"`
	Fixable     bool   `json:"fixable,omitempty"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type textEdit struct {
	Range        span   `json:"range"`
	NewText      string `json:"newText"`
	AnnotationID string `json:"annotationId,omitempty"`
}

// changeAnnotation says of edits what they are, and whether the editor shows
// them before it makes them.
type changeAnnotation struct {
	Label             string `json:"label"`
	Description       string `json:"description,omitempty"`
	NeedsConfirmation bool   `json:"needsConfirmation,omitempty"`
}

type documentEdit struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	} `json:"textDocument"`
	Edits []textEdit `json:"edits"`
}

type workspaceEdit struct {
	Changes         map[string][]textEdit `json:"changes,omitempty"`
	DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`

	ChangeAnnotations map[string]changeAnnotation `json:"changeAnnotations,omitempty"`
}

type codeActionParams struct {
	TextDocument textDocumentID `json:"textDocument"`
	Range        span           `json:"range"`
	Context      struct {
		Diagnostics []diagnostic `json:"diagnostics"`
		Only        []string     `json:"only"`
	} `json:"context"`
}

type codeAction struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind"`
	Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
	IsPreferred bool           `json:"isPreferred,omitempty"`
	Edit        *workspaceEdit `json:"edit,omitempty"`
	Command     *command       `json:"command,omitempty"`
	Data        *actionData    `json:"data,omitempty"`
}

// actionData lets a client do more about an action: ask for the reason of a
// suppression and put it where the placeholder stands.
type actionData struct {
	Fingerprint string `json:"fingerprint"`
	Placeholder string `json:"placeholder,omitempty"`
}

type command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

type positionParams struct {
	TextDocument textDocumentID `json:"textDocument"`
	Position     position       `json:"position"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    *span  `json:"range,omitempty"`
}

type notebookDocument struct {
	URI          string         `json:"uri"`
	NotebookType string         `json:"notebookType"`
	Version      int            `json:"version"`
	Cells        []notebookCell `json:"cells"`
}

type notebookCell struct {
	Kind             int    `json:"kind"` // 1 markup, 2 code
	Document         string `json:"document"`
	ExecutionSummary *struct {
		ExecutionOrder int   `json:"executionOrder"`
		Success        *bool `json:"success"`
	} `json:"executionSummary"`
}

type notebookChange struct {
	Cells *struct {
		Structure *struct {
			Array struct {
				Start       int            `json:"start"`
				DeleteCount int            `json:"deleteCount"`
				Cells       []notebookCell `json:"cells"`
			} `json:"array"`
			DidOpen  []textDocumentItem `json:"didOpen"`
			DidClose []textDocumentID   `json:"didClose"`
		} `json:"structure"`
		Data        []notebookCell `json:"data"`
		TextContent []struct {
			Document textDocumentID  `json:"document"`
			Changes  []contentChange `json:"changes"`
		} `json:"textContent"`
	} `json:"cells"`
}

// Error codes of the protocol.
const (
	codeNotInitialized = -32002
	codeInvalidRequest = -32600
)
