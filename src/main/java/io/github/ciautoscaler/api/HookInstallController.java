package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.HookInstaller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Has our webhook created or repaired at the forge. {@link WriteGuard} stands before it. */
@RestController
class HookInstallController {

  private static final int LONGEST = 300;

  private final HookInstaller installer;

  HookInstallController(HookInstaller installer) {
    this.installer = installer;
  }

  /**
   * What became of it.
   *
   * @param change CREATED or REPAIRED
   * @param hook the forge's id of it; null in a dry run that would create it
   */
  record InstallView(
      String change,
      boolean dryRun,
      @Nullable Long hook,
      String url,
      List<String> events,
      List<String> details) {}

  @PostMapping(
      path = "/api/webhook/install",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  InstallView install(
      @RequestBody(required = false) byte @Nullable [] bytes, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body body = Body.read(bytes, Set.of("url"));
    Optional<URI> target = body.text("url", LONGEST).flatMap(HookInstallController::target);
    if (target.isEmpty()) {
      body.refuse(
          "url",
          "is no address at which the forge reaches us",
          "write http:// or https://, the host as the forge knows it, and /hooks/forge");
    }
    body.done();
    URI url = target.orElseThrow();
    AuditLog.what(request, "install-webhook host=" + Words.shown(url.getHost()), dryRun);
    return switch (installer.install(url, dryRun)) {
      case HookInstaller.Done(var change, long hook, var events, var details) ->
          new InstallView(
              change.name(), dryRun, hook == 0 ? null : hook, url.toString(), events, details);
      case HookInstaller.Refused(String message) ->
          throw new ProblemException(ProblemKind.CONFLICT, message);
      case HookInstaller.Unreachable(String message) ->
          throw new ProblemException(ProblemKind.UNAVAILABLE, message)
              .with(HttpHeaders.RETRY_AFTER, "10");
    };
  }

  /** Without a user, a query or a fragment; the path is ours, or nothing and then made ours. */
  private static Optional<URI> target(String text) {
    try {
      URI given = new URI(text.strip());
      String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
      String path = given.getPath() == null ? "" : given.getPath();
      boolean isPlain =
          given.getUserInfo() == null && given.getQuery() == null && given.getFragment() == null;
      if (!Set.of("http", "https").contains(scheme) || given.getHost() == null || !isPlain) {
        return Optional.empty();
      }
      if (path.isEmpty() || path.equals("/")) {
        return Optional.of(given.resolve(HookController.PATH));
      }
      return path.endsWith(HookController.PATH) ? Optional.of(given) : Optional.empty();
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }
}
