package io.github.ciautoscaler.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Below health there are the two probes; Boot would answer other paths there without a problem. */
final class ProbePaths extends OncePerRequestFilter {

  private static final String HEALTH = "/actuator/health/";
  private static final Set<String> PROBES = Set.of("liveness", "readiness");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getServletPath();
    if (path.startsWith(HEALTH) && !PROBES.contains(path.substring(HEALTH.length()))) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }
}
