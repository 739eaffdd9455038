package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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
  private final Seats seats;
  private final AuditLog audit;

  WriteGuard(ApiSettings settings, Seats seats, AuditLog audit) {
    this.settings = settings;
    this.seats = seats;
    this.audit = audit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isWrite(request, handler)) {
      Seat seat = seat(request, handler);
      AuditLog.who(request, seat.who());
      try {
        check(request, seat, isForPeople(handler));
      } catch (ProblemException refused) {
        audit.ended(request, refused.kind().status());
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
    if (isWrite(request, handler)) {
      audit.ended(request, response.getStatus());
    }
  }

  static boolean isWrite(HttpServletRequest request, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return false;
    }
    ForPeople people = method.getBeanType().getAnnotation(ForPeople.class);
    return WRITERS.contains(method.getBeanType())
        || (people != null && !people.open() && HttpMethod.POST.name().equals(request.getMethod()));
  }

  private static boolean isForPeople(Object handler) {
    return handler instanceof HandlerMethod method
        && method.getBeanType().isAnnotationPresent(ForPeople.class);
  }

  /** A cookie counts on the page alone: elsewhere a browser would send it with anybody's form. */
  private Seat seat(HttpServletRequest request, Object handler) {
    if (settings.openWrites() || isForPeople(handler)) {
      return seats.of(request);
    }
    return new Seat(Bearer.role(request, settings.access().get()), "", "");
  }

  private void check(HttpServletRequest request, Seat seat, boolean forPeople) {
    switch (seat.role()) {
      case ANYONE -> checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
      case OPERATOR -> {
        if (forPeople && !seats.isOwnForm(request)) {
          throw new ProblemException(
              ProblemKind.FORBIDDEN, "The form is of another session: load the page anew.");
        }
      }
      case VIEWER ->
          throw new ProblemException(
              ProblemKind.FORBIDDEN,
              "This is a viewer's token, which may only read: use an operator's.");
      case NOBODY -> throw nobody(forPeople);
    }
  }

  private ProblemException nobody(boolean forPeople) {
    if (settings.access().get().operators().isEmpty()) {
      return new ProblemException(
          ProblemKind.WRITES_DISABLED,
          "Set ADMIN_TOKEN or OPERATOR_TOKENS (or its _FILE), then send it as Authorization:"
              + " Bearer.");
    }
    return forPeople
        ? new ProblemException(
            ProblemKind.FORBIDDEN, "Sign in with an operator's token first, or again.")
        : Bearer.refused(
            "Send Authorization: Bearer with the value of ADMIN_TOKEN, or one of OPERATOR_TOKENS.");
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
