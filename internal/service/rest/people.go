package rest

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

// when is a time as JSON shows it; nil for never.
func when(ms int64) *time.Time {
	if ms == 0 {
		return nil
	}
	t := time.UnixMilli(ms).UTC()
	return &t
}

func millis(t *time.Time) int64 {
	if t == nil {
		return 0
	}
	return t.UnixMilli()
}

type userView struct {
	Login    string     `json:"login"`
	Name     string     `json:"name"`
	Email    string     `json:"email,omitempty"`
	Admin    bool       `json:"admin"`
	Created  *time.Time `json:"created"`
	Disabled *time.Time `json:"disabled,omitempty"`
}

func viewUser(u *store.User) userView {
	return userView{u.Login, u.Name, u.Email, u.Admin, when(u.CreatedAt), when(u.DisabledAt)}
}

type meView struct {
	User   userView        `json:"user"`
	Scopes []service.Scope `json:"scopes"`
	Roles  []memberView    `json:"roles" doc:"The caller's roles, by project."`
}

type memberView struct {
	Project string `json:"project,omitempty"`
	Login   string `json:"login,omitempty"`
	Name    string `json:"name,omitempty"`
	Role    string `json:"role" enum:"viewer,developer,security,admin"`
}

type tokenView struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Scopes  []string   `json:"scopes"`
	Project string     `json:"project,omitempty"`
	Created *time.Time `json:"created"`
	Expires *time.Time `json:"expires,omitempty"`
	Used    *time.Time `json:"used,omitempty"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

type secretView struct {
	Token string `json:"token" doc:"Shown this once."`
}

type auditView struct {
	ID     string     `json:"id"`
	At     *time.Time `json:"at"`
	Actor  string     `json:"actor"`
	Action string     `json:"action"`
	Target string     `json:"target"`
	Detail string     `json:"detail,omitempty"`
}

type ProjectPath struct {
	Project string `path:"project" maxLength:"64" doc:"The project's slug."`
}

func (a *api) people(h huma.API) {
	a.sessions(h)
	handle(a, h, guarded("me", "GET", "/me", "people", "Who is asking"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[meView], error) {
		out := meView{User: viewUser(who.User), Scopes: who.Scopes, Roles: []memberView{}}
		projects, err := a.Projects(ctx, who)
		if err != nil {
			return nil, err
		}
		for _, p := range projects {
			role, err := a.RoleIn(ctx, who, p.ID)
			if err != nil {
				return nil, err
			}
			out.Roles = append(out.Roles, memberView{Project: p.Slug, Role: string(role)})
		}
		return answer(out), nil
	})
	handle(a, h, guarded("list-users", "GET", "/users", "people", "All users"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[page[userView]], error) {
		users, err := a.Users(ctx, who)
		return answer(page[userView]{Items: listed(users, viewUser)}), err
	})
	handle(a, h, guarded("add-user", "POST", "/users", "people", "Add a user; the answer holds their first token"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Login string `json:"login" maxLength:"64"`
			Name  string `json:"name,omitempty" maxLength:"200"`
			Email string `json:"email,omitempty" maxLength:"200"`
			Admin bool   `json:"admin,omitempty"`
		}
	}) (*body[secretView], error) {
		_, token, err := a.AddUser(ctx, who, in.Body.Login, in.Body.Name, in.Body.Email, in.Body.Admin)
		return answer(secretView{token}), err
	})
	handle(a, h, guarded("disable-user", "DELETE", "/users/{login}", "people", "End a user's access"), func(ctx context.Context, who *service.Actor, in *struct {
		Login string `path:"login" maxLength:"64"`
	}) (*struct{}, error) {
		return nil, a.DisableUser(ctx, who, in.Login)
	})
	a.tokens(h)
	a.membersOf(h)
	handle(a, h, guarded("audit", "GET", "/audit", "people", "What people did, the newest first"), func(ctx context.Context, who *service.Actor, in *struct {
		Project string `query:"project" maxLength:"64"`
		Cursor  string `query:"cursor" maxLength:"64"`
		Limit   int64  `query:"limit" minimum:"1" maximum:"500" default:"100"`
	}) (*body[page[auditView]], error) {
		rows, err := a.AuditOf(ctx, who, in.Project, in.Cursor, in.Limit)
		out := page[auditView]{Items: listed(rows, func(r *store.Audit) auditView {
			return auditView{r.ID, when(r.At), r.Actor, r.Action, r.Target, r.Detail}
		})}
		if int64(len(rows)) == in.Limit {
			out.Next = rows[len(rows)-1].ID
		}
		return answer(out), err
	})
}

// sessions are how browsers sign in and out.
func (a *api) sessions(h huma.API) {
	type signedIn struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
		Body      userView
	}
	huma.Register(h, huma.Operation{OperationID: "sign-in", Method: "POST", Path: "/v1/session", Tags: []string{"people"}, Summary: "Open a browser's session", Errors: []int{401, 403}},
		func(ctx context.Context, in *struct {
			Body struct {
				Token string `json:"token" maxLength:"200"`
			}
		}) (*signedIn, error) {
			key, who, err := a.SignIn(ctx, strings.TrimSpace(in.Body.Token))
			if err != nil {
				return nil, problem(err)
			}
			return &signedIn{a.cookie(key, 14*24*3600), viewUser(who.User)}, nil
		})
	type out struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
	}
	huma.Register(h, huma.Operation{OperationID: "sign-out", Method: "DELETE", Path: "/v1/session", Tags: []string{"people"}, Summary: "End it"},
		func(ctx context.Context, in *struct {
			Key http.Cookie `cookie:"leadline_session"`
		}) (*out, error) {
			if err := a.SignOut(ctx, in.Key.Value); err != nil {
				return nil, problem(err)
			}
			return &out{a.cookie("", -1)}, nil
		})
}

func (a *api) cookie(value string, age int) http.Cookie {
	return http.Cookie{Name: cookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(a.options.BaseURL, "https://")}
}

func (a *api) tokens(h huma.API) {
	handle(a, h, guarded("list-tokens", "GET", "/tokens", "people", "The caller's tokens; everybody's for administrators"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[page[tokenView]], error) {
		rows, err := a.Tokens(ctx, who)
		return answer(page[tokenView]{Items: listed(rows, func(t *store.Token) tokenView {
			return tokenView{t.ID, t.Name, strings.Fields(t.Scopes), t.ProjectID, when(t.CreatedAt), when(t.ExpiresAt), when(t.UsedAt), when(t.RevokedAt)}
		})}), err
	})
	handle(a, h, guarded("add-token", "POST", "/tokens", "people", "Make a token with at most the caller's own rights"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Name    string          `json:"name" maxLength:"200"`
			Scopes  []service.Scope `json:"scopes" doc:"read, scan, triage, admin"`
			Project string          `json:"project,omitempty" maxLength:"64" doc:"Limits the token to one project."`
			Expires *time.Time      `json:"expires,omitempty"`
		}
	}) (*body[secretView], error) {
		token, err := a.CreateToken(ctx, who, in.Body.Name, in.Body.Scopes, in.Body.Project, millis(in.Body.Expires))
		return answer(secretView{token}), err
	})
	handle(a, h, guarded("revoke-token", "DELETE", "/tokens/{id}", "people", "End a token"), func(ctx context.Context, who *service.Actor, in *struct {
		ID string `path:"id" maxLength:"64"`
	}) (*struct{}, error) {
		return nil, a.RevokeToken(ctx, who, in.ID)
	})
}

func (a *api) membersOf(h huma.API) {
	handle(a, h, guarded("list-members", "GET", "/projects/{project}/members", "people", "A project's members"), func(ctx context.Context, who *service.Actor, in *ProjectPath) (*body[page[memberView]], error) {
		rows, users, err := a.MembersOf(ctx, who, in.Project)
		return answer(page[memberView]{Items: listed(rows, func(m *store.Member) memberView {
			return memberView{Login: users[m.UserID].Login, Name: users[m.UserID].Name, Role: m.Role}
		})}), err
	})
	type Membership struct {
		ProjectPath
		Login string `path:"login" maxLength:"64"`
	}
	handle(a, h, guarded("set-member", "PUT", "/projects/{project}/members/{login}", "people", "Give a user a role"), func(ctx context.Context, who *service.Actor, in *struct {
		Membership
		Body struct {
			Role service.Role `json:"role" enum:"viewer,developer,security,admin"`
		}
	}) (*struct{}, error) {
		return nil, a.SetMember(ctx, who, in.Project, in.Login, in.Body.Role)
	})
	handle(a, h, guarded("remove-member", "DELETE", "/projects/{project}/members/{login}", "people", "Take a user's role away"), func(ctx context.Context, who *service.Actor, in *Membership) (*struct{}, error) {
		return nil, a.SetMember(ctx, who, in.Project, in.Login, "")
	})
}
