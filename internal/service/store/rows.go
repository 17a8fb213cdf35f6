package store

// The rows, each with its table's columns in order. A field is a string, an
// int64 or a bool; times are milliseconds, 0 for never.

// User is a person or a machine that may sign in.
type User struct {
	ID, Login, Name, Email, Password, Subject string
	Admin                                     bool
	CreatedAt, DisabledAt                     int64
}

// Project is a code base whose findings are kept together.
type Project struct {
	ID, Slug, Name, MainRef string
	KeepDays, CreatedAt     int64
}

// Member is a user's role in a project.
type Member struct{ ProjectID, UserID, Role string }

// Token is a key for the API. Hash is of its secret.
type Token struct {
	ID, UserID, ProjectID, Name, Hash, Scopes string
	CreatedAt, ExpiresAt, UsedAt, RevokedAt   int64
}

// Session is a signed-in browser.
type Session struct {
	Hash, UserID         string
	CreatedAt, ExpiresAt int64
}

// Tree is an uploaded revision of a project's files.
type Tree struct {
	ProjectID, ID           string
	Files, Bytes, CreatedAt int64
}

// Ref is a branch, tag or request, and the scan that it shows.
type Ref struct {
	ProjectID, Name, ScanID, TreeID, Commit string
	CommittedAt, Version                    int64
}

// Scan is one analysis of one tree.
type Scan struct {
	ID, ProjectID, TreeID, Ref, Commit      string
	CommittedAt                             int64
	Dirty                                   bool
	Tier                                    string
	Priority                                int64
	Paths, Settings, Client, CreatedBy      string
	State, Stage                            string
	Done, Total, JobID, Attempt             int64
	Error, Engine, Rules, Coverage, Results string
	Historic                                bool
	Findings, Appeared, Fixed, Files, Lines int64
	Complete                                bool
	CreatedAt, StartedAt, FinishedAt        int64
	// Trial says what is tried, as JSON; "" for a scan that is recorded.
	Trial string
}

// Sites are the places of a project that a rule could judge, as a day's last scan
// of the main ref saw them, and those on lines that came that day.
type Sites struct {
	ProjectID         string
	Day               int64
	Rule              string
	Sites, Fired      int64
	Added, AddedFired int64
}

// Finding is a finding line: one finding through all revisions and refs, with
// what people think of it.
type Finding struct {
	ID, ProjectID, Rule, Fingerprint, ScopeFingerprint string
	Verdict, OldVerdict, Reason                        string
	UntilAt                                            int64
	Owner                                              string
	DueAt                                              int64
	TriagedBy                                          string
	TriagedAt, Version                                 int64
	FirstScan, FirstCommit                             string
	CreatedAt                                          int64
}

// Presence is a finding on one ref.
type Presence struct {
	ProjectID, Ref, FindingID                                   string
	State, Cause, BeforeState, BeforeCause, Effective, Verdict  string
	Owner                                                       string
	Severity                                                    int64
	Confidence, Category, Rule, Title, Path                     string
	Line                                                        int64
	Scope, Message, Suppressed, Subject, Detail, TreeID, ScanID string
	CreatedAt, ChangedAt                                        int64
}

// History is one change of a finding, by a scan or by a person.
type History struct {
	ID, ProjectID, FindingID                     string
	At                                           int64
	Actor, Surface, Kind, Ref, Was, Became, Note string
}

// Audit is one act that somebody may ask about later.
type Audit struct {
	ID                                       string
	At                                       int64
	Actor, Action, Target, ProjectID, Detail string
}

// Event is that a finding was shown to somebody, or what they said of it.
type Event struct {
	ID, ProjectID, FindingID, Rule, Kind, Surface, Actor string
	At                                                   int64
}

// Rollup is a project's day.
type Rollup struct {
	ProjectID                            string
	Day, Severity, Open, Appeared, Fixed int64
}

// RuleState is what a project decided about a rule.
type RuleState struct {
	ProjectID, Rule, State, Reason string
	ChangedAt                      int64
	ChangedBy                      string
}

// row is a row by the fields of it: fields gives its columns in the order of its table, as places to read
// into and to write from.
type row[T any] interface {
	*T
	fields() []any
}

func (r *User) fields() []any {
	return []any{&r.ID, &r.Login, &r.Name, &r.Email, &r.Password, &r.Subject, &r.Admin, &r.CreatedAt, &r.DisabledAt}
}

func (r *Project) fields() []any {
	return []any{&r.ID, &r.Slug, &r.Name, &r.MainRef, &r.KeepDays, &r.CreatedAt}
}

func (r *Member) fields() []any { return []any{&r.ProjectID, &r.UserID, &r.Role} }

func (r *Token) fields() []any {
	return []any{&r.ID, &r.UserID, &r.ProjectID, &r.Name, &r.Hash, &r.Scopes, &r.CreatedAt, &r.ExpiresAt, &r.UsedAt, &r.RevokedAt}
}

func (r *Session) fields() []any { return []any{&r.Hash, &r.UserID, &r.CreatedAt, &r.ExpiresAt} }

func (r *Tree) fields() []any {
	return []any{&r.ProjectID, &r.ID, &r.Files, &r.Bytes, &r.CreatedAt}
}

func (r *Ref) fields() []any {
	return []any{&r.ProjectID, &r.Name, &r.ScanID, &r.TreeID, &r.Commit, &r.CommittedAt, &r.Version}
}

func (r *Scan) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.TreeID, &r.Ref, &r.Commit, &r.CommittedAt, &r.Dirty, &r.Tier, &r.Priority, &r.Paths, &r.Settings,
		&r.Client, &r.CreatedBy, &r.State, &r.Stage, &r.Done, &r.Total, &r.JobID, &r.Attempt, &r.Error, &r.Engine, &r.Rules, &r.Coverage,
		&r.Results, &r.Historic, &r.Findings, &r.Appeared, &r.Fixed, &r.Files, &r.Lines, &r.Complete, &r.CreatedAt, &r.StartedAt, &r.FinishedAt, &r.Trial}
}

func (r *Sites) fields() []any {
	return []any{&r.ProjectID, &r.Day, &r.Rule, &r.Sites, &r.Fired, &r.Added, &r.AddedFired}
}

func (r *Finding) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.Rule, &r.Fingerprint, &r.ScopeFingerprint, &r.Verdict, &r.OldVerdict, &r.Reason, &r.UntilAt,
		&r.Owner, &r.DueAt, &r.TriagedBy, &r.TriagedAt, &r.Version, &r.FirstScan, &r.FirstCommit, &r.CreatedAt}
}

func (r *Presence) fields() []any {
	return []any{&r.ProjectID, &r.Ref, &r.FindingID, &r.State, &r.Cause, &r.BeforeState, &r.BeforeCause, &r.Effective, &r.Verdict,
		&r.Owner, &r.Severity, &r.Confidence, &r.Category, &r.Rule, &r.Title, &r.Path, &r.Line, &r.Scope, &r.Message, &r.Suppressed, &r.Subject, &r.Detail,
		&r.TreeID, &r.ScanID, &r.CreatedAt, &r.ChangedAt}
}

func (r *History) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.FindingID, &r.At, &r.Actor, &r.Surface, &r.Kind, &r.Ref, &r.Was, &r.Became, &r.Note}
}

func (r *Audit) fields() []any {
	return []any{&r.ID, &r.At, &r.Actor, &r.Action, &r.Target, &r.ProjectID, &r.Detail}
}

func (r *Event) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.FindingID, &r.Rule, &r.Kind, &r.Surface, &r.Actor, &r.At}
}

func (r *Rollup) fields() []any {
	return []any{&r.ProjectID, &r.Day, &r.Severity, &r.Open, &r.Appeared, &r.Fixed}
}

func (r *RuleState) fields() []any {
	return []any{&r.ProjectID, &r.Rule, &r.State, &r.Reason, &r.ChangedAt, &r.ChangedBy}
}
