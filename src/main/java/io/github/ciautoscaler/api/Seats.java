package io.github.ciautoscaler.api;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Who sits at the page: signs in with the API's tokens, and out, and knows each by a cookie. */
public final class Seats {

  static final String SIGN_IN = "/sign-in";
  static final String COOKIE = "ci-autoscaler-seat";
  private static final int LONGEST_NAME = 40;

  private final ApiSettings settings;
  private final Sessions sessions;
  private final Tries tries;

  Seats(ApiSettings settings) {
    this.settings = settings;
    this.sessions = new Sessions(settings.realTime());
    this.tries = new Tries(settings.realTime());
  }

  /** How a sign-in ended. */
  public enum Answer {
    SIGNED_IN,
    WRONG_TOKEN,
    TOO_MANY_TRIES
  }

  /** Whether there is any token to sign in with, and any need to. */
  public boolean canSignIn() {
    return !settings.openWrites() && !settings.access().get().readers().isEmpty();
  }

  /** Whose seat the request's cookie names; a token that is no longer valid has none. */
  public Seat of(HttpServletRequest request) {
    if (settings.openWrites()) {
      return Seat.ANYONE;
    }
    Optional<Sessions.Session> session = cookie(request).flatMap(sessions::find);
    return session
        .map(known -> new Seat(role(known.token()), known.name(), known.csrf()))
        .filter(Seat::isSignedIn)
        .orElse(Seat.NOBODY);
  }

  /**
   * Sets the cookie where the token is a viewer's or an operator's. An address with several wrong
   * ones must wait.
   *
   * @param name of the person, for the audit; what is no plain short name is left out
   */
  public Answer signIn(
      HttpServletRequest request, HttpServletResponse response, String token, String name) {
    String address = request.getRemoteAddr();
    if (!tries.mayTry(address)) {
      return Answer.TOO_MANY_TRIES;
    }
    Token shown = Token.of(token);
    if (role(shown) == Seat.Role.NOBODY) {
      tries.failed(address);
      return Answer.WRONG_TOKEN;
    }
    setCookie(request, response, sessions.open(shown, plain(name)), -1);
    return Answer.SIGNED_IN;
  }

  /** Ends the session, where the form is one of its own. */
  public void signOut(HttpServletRequest request, HttpServletResponse response) {
    if (isOwnForm(request)) {
      cookie(request).ifPresent(sessions::end);
      setCookie(request, response, "", 0);
    }
  }

  /** Whether the form was made for this seat, and not by somebody else's page. */
  boolean isOwnForm(HttpServletRequest request) {
    String csrf = of(request).csrf();
    String sent = request.getParameter("csrf");
    return !csrf.isEmpty() && sent != null && Token.of(sent).equals(Token.of(csrf));
  }

  private Seat.Role role(Token token) {
    return settings.access().get().role(token);
  }

  private static String plain(String name) {
    String one = name.strip();
    return one.length() <= LONGEST_NAME && one.matches("[\\p{L}\\p{N}._@ -]*") ? one : "";
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(COOKIE)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, long seconds) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, value)
            .httpOnly(true)
            .sameSite("Strict")
            .secure(isBehindTls(request))
            .path("/")
            .maxAge(seconds)
            .build()
            .toString());
  }

  private static boolean isBehindTls(HttpServletRequest request) {
    String forwarded = request.getHeader("X-Forwarded-Proto");
    return request.isSecure()
        || (forwarded != null && forwarded.strip().toLowerCase(Locale.ROOT).startsWith("https"));
  }
}
