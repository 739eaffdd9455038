package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
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

  static boolean isWrite(Object handler) {
    return handler instanceof HandlerMethod method && WRITERS.contains(method.getBeanType());
  }

  private void check(HttpServletRequest request) {
    if (settings.openWrites()) {
      checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
      return;
    }
    List<Secret> operators = settings.access().get().operators();
    if (operators.isEmpty()) {
      throw new ProblemException(
          ProblemKind.WRITES_DISABLED,
          "Set ADMIN_TOKEN or OPERATOR_TOKENS (or its _FILE), then send it as Authorization:"
              + " Bearer.");
    }
    if (!Bearer.isOneOf(request.getHeader(HttpHeaders.AUTHORIZATION), operators)) {
      throw Bearer.refused(
          "Send Authorization: Bearer with the value of ADMIN_TOKEN, or one of OPERATOR_TOKENS.");
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
}
