package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only viewers and operators read where reads are closed: by a token, or by the seat of who
 * signed in with one. Whatever is not named as open here is closed then, also the page and what is
 * added later.
 */
final class ReadGuard implements HandlerInterceptor {

  /** The webhook's deliveries are signed, and errors and the document tell nothing of the fleet. */
  private static final Set<Class<?>> OPEN =
      Set.of(HookController.class, DocsController.class, ErrorPage.class);

  private final ApiSettings settings;
  private final Seats seats;

  ReadGuard(ApiSettings settings, Seats seats) {
    this.settings = settings;
    this.seats = seats;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Access access = settings.access().get();
    if (access.readsNeedToken()
        && handler instanceof HandlerMethod method
        && !isOpen(method)
        && !WriteGuard.isWrite(request, handler)
        && Bearer.role(request, access) == Seat.Role.NOBODY
        && seats.of(request).role() == Seat.Role.NOBODY) {
      return refuse(request, response, method);
    }
    return true;
  }

  private static boolean isOpen(HandlerMethod method) {
    ForPeople people = method.getBeanType().getAnnotation(ForPeople.class);
    return OPEN.contains(method.getBeanType()) || (people != null && people.open());
  }

  private static boolean refuse(
      HttpServletRequest request, HttpServletResponse response, HandlerMethod method) {
    if (!method.getBeanType().isAnnotationPresent(ForPeople.class)
        || !wantsPage(request.getHeader(HttpHeaders.ACCEPT))) {
      throw Bearer.refused(
          "Reads are closed: send Authorization: Bearer with a viewer's or an operator's token.");
    }
    if (request.getHeader("HX-Request") != null) {
      // A part of a page that is open: the whole page must go to the sign-in.
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      response.setHeader("HX-Redirect", Seats.SIGN_IN);
    } else {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, Seats.SIGN_IN);
    }
    return false;
  }

  private static boolean wantsPage(@Nullable String accept) {
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
