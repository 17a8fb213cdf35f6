package rest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"leadline/internal/service/oidc"
)

// issuer is an OpenID provider with one person in it.
type issuer struct {
	*httptest.Server
	key    *rsa.PrivateKey // signs
	shown  *rsa.PrivateKey // is published
	claims map[string]any  // over the usual ones
	asked  url.Values      // of the authorisation
	faults []string
}

func newIssuer(t *testing.T) *issuer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{key: key, shown: key}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		say(w, map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		b := base64.RawURLEncoding
		say(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "kid": "k", "use": "sig", "alg": "RS256",
			"n": b.EncodeToString(i.shown.N.Bytes()), "e": b.EncodeToString(big.NewInt(int64(i.shown.E)).Bytes())}}})
	})
	mux.HandleFunc("GET /authorize", func(w http.ResponseWriter, r *http.Request) {
		i.asked = r.URL.Query()
		http.Redirect(w, r, i.asked.Get("redirect_uri")+"?code=c0de&state="+url.QueryEscape(i.asked.Get("state")), http.StatusFound)
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		id, secret, _ := r.BasicAuth()
		if base64.RawURLEncoding.EncodeToString(sum[:]) != i.asked.Get("code_challenge") || r.PostFormValue("code") != "c0de" || id != "leadline" || secret != "s3cret" {
			i.faults = append(i.faults, "a code is asked for with "+r.PostForm.Encode())
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		claims := map[string]any{"iss": i.URL, "sub": "42", "aud": "leadline", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": i.asked.Get("nonce"),
			"name": "Ada L.", "preferred_username": "ada", "email": "ada@example.org", "email_verified": true}
		for k, v := range i.claims {
			claims[k] = v
		}
		say(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": i.sign(claims)})
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) sign(claims map[string]any) string {
	b := base64.RawURLEncoding
	body, _ := json.Marshal(claims)
	text := b.EncodeToString([]byte(`{"alg":"RS256","kid":"k","typ":"JWT"}`)) + "." + b.EncodeToString(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, i.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err)
	}
	return text + "." + b.EncodeToString(signature)
}

// TestOIDC: a browser goes to the provider and comes back as a user; whatever is
// forged, old or another's does not.
func TestOIDC(t *testing.T) {
	w := newWorld(t)
	i := newIssuer(t)
	server := httptest.NewUnstartedServer(nil)
	handler, _ := New(Options{Service: w.service, Version: "test", OIDC: oidc.Open(oidc.Options{Issuer: i.URL, Client: "leadline", Secret: "s3cret", Name: "Example",
		Back: "http://" + server.Listener.Addr().String() + "/v1/oidc/callback"})})
	server.Config.Handler = handler
	server.Start()
	defer server.Close()
	var ways waysView
	browser := func() *http.Client {
		jar, _ := cookiejar.New(nil)
		return &http.Client{Jar: jar}
	}
	get := func(c *http.Client, path string) (string, *url.URL) {
		t.Helper()
		res, err := c.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var me meView
		if res.Request.URL.Path == "/v1/session" {
			json.NewDecoder(res.Body).Decode(&ways)
		}
		json.NewDecoder(res.Body).Decode(&me)
		return me.User.Login, res.Request.URL
	}
	signIn := func() (string, *url.URL) {
		t.Helper()
		c := browser()
		_, at := get(c, "/v1/oidc/start")
		login, _ := get(c, "/v1/me")
		return login, at
	}
	if get(browser(), "/v1/session"); ways.OIDC != "Example" {
		t.Errorf("%+v", ways)
	}
	login, at := signIn()
	if login != "ada" || at.Path != "/" || at.Fragment != "" {
		t.Fatalf("%q at %s", login, at)
	}
	if i.asked.Get("code_challenge_method") != "S256" || i.asked.Get("nonce") == "" {
		t.Errorf("%v", i.asked)
	}
	i.claims = map[string]any{"preferred_username": "somebody-else", "email": "other@example.org"}
	if login, _ := signIn(); login != "ada" {
		t.Errorf("the same person again is %q", login)
	}
	// a new person with the name of another; and one whose address is known
	i.claims = map[string]any{"sub": "43", "email": "other@example.org"}
	if login, _ := signIn(); login == "ada" || !strings.HasPrefix(login, "ada-") {
		t.Errorf("another ada is %q", login)
	}
	w.do("POST", "/v1/users", map[string]any{"login": "bo", "email": "bo@example.org"}, nil)
	i.claims = map[string]any{"sub": "44", "email": "bo@example.org", "email_verified": false}
	if login, _ := signIn(); login == "bo" {
		t.Error("an address that nobody verified opens an account")
	}
	i.claims = map[string]any{"sub": "45", "email": "BO@example.org"}
	if login, _ := signIn(); login != "bo" {
		t.Errorf("bo is %q", login)
	}
	i.claims = map[string]any{"sub": "46", "email": "bo@example.org"}
	if login, _ := signIn(); login == "bo" {
		t.Error("two people are one user")
	}
	w.do("DELETE", "/v1/users/bo", nil, nil)
	i.claims = map[string]any{"sub": "45"}
	if login, at := signIn(); login != "" || !strings.Contains(strings.ReplaceAll(at.Fragment, "+", " "), "was ended") {
		t.Errorf("a disabled user is %q at %s", login, at)
	}
	for what, claims := range map[string]map[string]any{
		"another nonce": {"nonce": "x"}, "no nonce": {"nonce": ""}, "another service's": {"aud": "other"}, "too old": {"exp": time.Now().Add(-time.Hour).Unix()},
		"another issuer": {"iss": "https://evil.example.org"},
	} {
		i.claims = claims
		if login, at := signIn(); login != "" || !strings.Contains(strings.ReplaceAll(at.Fragment, "+", " "), "begin again") {
			t.Errorf("%s: %q at %s", what, login, at)
		}
	}
	i.claims = nil
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i.key = other
	if login, _ := signIn(); login != "" {
		t.Errorf("a forged signature is %q", login)
	}
	i.key = i.shown
	// what another browser began cannot be ended here
	c := browser()
	get(c, "/v1/oidc/start")
	fresh := browser()
	if _, at := get(fresh, "/v1/oidc/callback?code=c0de&state="+i.asked.Get("state")); !strings.Contains(strings.ReplaceAll(at.Fragment, "+", " "), "begin again") {
		t.Errorf("without the cookie: %s", at)
	}
	if len(i.faults) > 0 {
		t.Error(i.faults)
	}
}
