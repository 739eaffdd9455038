package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only viewers and operators read where reads are closed. Whatever is not named as open here
 * is closed then, also the page and what is added later.
 */
final class ReadGuard implements HandlerInterceptor {

  /** The webhook's deliveries are signed, and errors and the document tell nothing of the fleet. */
  private static final Set<Class<?>> OPEN =
      Set.of(HookController.class, DocsController.class, ErrorPage.class);

  private final ApiSettings settings;

  ReadGuard(ApiSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Access access = settings.access().get();
    if (access.readsNeedToken()
        && handler instanceof HandlerMethod method
        && !OPEN.contains(method.getBeanType())
        && !WriteGuard.isWrite(handler)
        && !Bearer.isOneOf(request.getHeader(HttpHeaders.AUTHORIZATION), access.readers())) {
      throw Bearer.refused(
          "Reads are closed: send Authorization: Bearer with a viewer's or an operator's token.");
    }
    return true;
  }
}
