package rest

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/oidc"
)

// oidcCookie holds what a browser must bring back from the provider.
const oidcCookie = "leadline_oidc"

type waysView struct {
	OIDC string `json:"oidc,omitempty" doc:"What the OpenID provider is called; sign in at /v1/oidc/start."`
}

// provider lets browsers sign in elsewhere.
func (a *api) provider(h huma.API, mux *http.ServeMux) {
	huma.Register(h, huma.Operation{OperationID: "sign-in-ways", Method: "GET", Path: "/v1/session", Tags: []string{"people"}, Summary: "How one can sign in, beside a token"},
		func(context.Context, *struct{}) (*body[waysView], error) {
			out := waysView{}
			if a.options.OIDC != nil {
				out.OIDC = a.options.OIDC.Name()
			}
			return answer(out), nil
		})
	if a.options.OIDC != nil {
		mux.HandleFunc("GET /v1/oidc/start", a.leave)
		mux.HandleFunc("GET /v1/oidc/callback", a.arrive)
	}
}

func (a *api) memory(value string, age int) *http.Cookie {
	return &http.Cookie{Name: oidcCookie, Value: value, Path: "/v1/oidc/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(a.options.BaseURL, "https://")}
}

func (a *api) leave(w http.ResponseWriter, r *http.Request) {
	to, memory, err := a.options.OIDC.Start(r.Context())
	if err != nil {
		a.Log.Error("the OpenID provider cannot be asked", "error", err)
		a.back(w, r, "The provider does not answer; the server's log says why.")
		return
	}
	http.SetCookie(w, a.memory(memory, 600))
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// arrive signs in whoever comes back. Whatever is wrong is told on the page to
// sign in at, in words of ours.
func (a *api) arrive(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, a.memory("", -1))
	c, err := r.Cookie(oidcCookie)
	if err != nil {
		a.back(w, r, oidc.ErrRefused.Error())
		return
	}
	q := r.URL.Query()
	if q.Get("error") != "" {
		a.back(w, r, "The provider refused: "+q.Get("error"))
		return
	}
	who, err := a.options.OIDC.Finish(r.Context(), c.Value, q.Get("state"), q.Get("code"))
	if err != nil {
		a.Log.Warn("a sign-in through the OpenID provider was refused", "error", err)
		a.back(w, r, oidc.ErrRefused.Error())
		return
	}
	key, err := a.SignInAs(r.Context(), service.Vouched{Subject: who.Subject, Login: who.Login, Name: who.Name, Email: who.Email})
	if err != nil {
		var f *service.Fault
		message := "Something went wrong on our side; the server's log has it."
		if errors.As(err, &f) {
			message = f.Message
		} else {
			a.Log.Error("a sign-in failed", "error", err)
		}
		a.back(w, r, message)
		return
	}
	session := a.cookie(key, 14*24*3600)
	http.SetCookie(w, &session)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (a *api) back(w http.ResponseWriter, r *http.Request, message string) {
	http.Redirect(w, r, "/#fault="+url.QueryEscape(message), http.StatusSeeOther)
}
