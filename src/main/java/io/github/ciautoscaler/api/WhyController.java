package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetUpdate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why a job waits, a machine stays or goes, and a pool launches or does not. */
@RestController
@RequestMapping(
    path = "/api",
    produces = {MediaType.APPLICATION_JSON_VALUE, Shown.TEXT})
class WhyController {

  private final LatestPass latest;
  private final Explanations explanations = new Explanations();

  WhyController(LatestPass latest) {
    this.latest = latest;
  }

  @GetMapping("/jobs/{id}/why")
  ResponseEntity<?> job(@PathVariable("id") String id, HttpServletRequest request) {
    FleetUpdate update = update();
    return number(id)
        .flatMap(number -> new WhyJob(update, number).view(explanations.of(update.report())))
        .map(view -> Shown.as(request, view, Tables::why))
        .orElseThrow(() ->
            notFound(
                "The last pass saw no such job that waits or runs: it has ended, waits for another"
                    + " job, or is younger."));
  }

  @GetMapping({"/machines/{name}/why", "/nodes/{name}/why"})
  ResponseEntity<?> machine(@PathVariable("name") String name, HttpServletRequest request) {
    FleetUpdate update = update();
    return update.summary().machines().stream()
        .filter(machine -> machine.machine().names().contains(name) || machine.name().equals(name))
        .findFirst()
        .map(machine ->
            WhyMachine.of(machine, update.summary().at(), explanations.of(update.report())))
        .map(view -> Shown.as(request, view, Tables::why))
        .orElseThrow(() -> notFound("The last pass saw no machine of ours with this name."));
  }

  @GetMapping("/pools/{name}/why")
  ResponseEntity<?> pool(@PathVariable("name") String name, HttpServletRequest request) {
    FleetUpdate update = update();
    return update.summary().pools().stream()
        .filter(pool -> pool.name().equals(name))
        .findFirst()
        .map(pool -> WhyPool.of(pool, update.summary().at(), explanations.of(update.report())))
        .map(view -> Shown.as(request, view, Tables::why))
        .orElseThrow(() -> notFound("There is no such pool; /api/pools lists all."));
  }

  private FleetUpdate update() {
    return latest
        .update()
        .orElseThrow(() ->
            new ProblemException(ProblemKind.UNAVAILABLE, "No pass has ended yet; ask again.")
                .with(HttpHeaders.RETRY_AFTER, "5"));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static ProblemException notFound(String detail) {
    return new ProblemException(ProblemKind.NOT_FOUND, detail);
  }
}
