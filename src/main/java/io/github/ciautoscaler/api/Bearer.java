package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** The token of an Authorization header. */
final class Bearer {

  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** What the header makes of its sender. */
  static Seat.Role role(HttpServletRequest request, Access access) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Seat.Role.NOBODY;
    }
    return access.role(Token.ofHeader(header.substring(SCHEME.length()).strip()));
  }

  static ProblemException refused(String detail) {
    return new ProblemException(ProblemKind.UNAUTHORIZED, detail)
        .with("WWW-Authenticate", "Bearer realm=\"gitea-ci-autoscaler\"");
  }
}
