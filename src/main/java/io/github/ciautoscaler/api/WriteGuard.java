package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only operators write. It stands behind the routing, before the method itself, so that no
 * spelling of a path leads around it; docs/decisions/0007-no-spring-security.md says why it is all
 * there is.
 */
final class WriteGuard implements HandlerInterceptor {

  private static final String SCHEME = "Bearer ";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Set<Class<?>> WRITERS =
      Set.of(OperatorController.class, HookInstallController.class);

  private final ApiSettings settings;
  private final AuditLog audit;

  WriteGuard(ApiSettings settings, AuditLog audit) {
    this.settings = settings;
    this.audit = audit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isWrite(handler)) {
      try {
        check(request);
      } catch (ProblemException refused) {
        audit.ended(request, "nobody", refused.kind().status());
        throw refused;
      }
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (isWrite(handler)) {
      audit.ended(request, settings.openWrites() ? "anyone" : "operator", response.getStatus());
    }
  }

  private static boolean isWrite(Object handler) {
    return handler instanceof HandlerMethod method && WRITERS.contains(method.getBeanType());
  }

  private void check(HttpServletRequest request) {
    if (settings.openWrites()) {
      checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
      return;
    }
    Optional<Secret> token = settings.adminToken().get();
    if (token.isEmpty()) {
      throw new ProblemException(
          ProblemKind.WRITES_DISABLED,
          "Set ADMIN_TOKEN (or ADMIN_TOKEN_FILE) and restart, then send it as Authorization:"
              + " Bearer.");
    }
    if (!isToken(request.getHeader(HttpHeaders.AUTHORIZATION), token.get())) {
      throw new ProblemException(
              ProblemKind.UNAUTHORIZED, "Send Authorization: Bearer with the value of ADMIN_TOKEN.")
          .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gitea-ci-autoscaler\"");
    }
  }

  /** Where writes are open, a web page of somebody else must not make the browser write. */
  private static void checkOrigin(@Nullable String origin) {
    if (origin != null && !isLoopback(origin)) {
      throw new ProblemException(
          ProblemKind.FOREIGN_ORIGIN, "Writes are open to this machine's own pages only.");
    }
  }

  private static boolean isLoopback(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && LOOPBACK.contains(host);
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  /** In constant time, whatever the lengths. */
  private static boolean isToken(@Nullable String header, Secret token) {
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String sent = bearer && header != null ? header.substring(SCHEME.length()).strip() : "";
    // A header's bytes come as Latin-1 characters.
    byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
    byte[] expected = token.reveal().getBytes(StandardCharsets.UTF_8);
    return bearer & MessageDigest.isEqual(digest(bytes), digest(expected));
  }

  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
