package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
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

  private final Whys whys;

  WhyController(Whys whys) {
    this.whys = whys;
  }

  @GetMapping("/jobs/{id}/why")
  ResponseEntity<?> job(@PathVariable("id") String id, HttpServletRequest request) {
    return shown(request, whys.job(id).orElseThrow(ProblemException::noSuchJob));
  }

  @GetMapping({"/machines/{name}/why", "/nodes/{name}/why"})
  ResponseEntity<?> machine(@PathVariable("name") String name, HttpServletRequest request) {
    return shown(request, whys.machine(name).orElseThrow(ProblemException::noSuchMachine));
  }

  @GetMapping("/pools/{name}/why")
  ResponseEntity<?> pool(@PathVariable("name") String name, HttpServletRequest request) {
    return shown(request, whys.pool(name).orElseThrow(ProblemException::noSuchPool));
  }

  private static ResponseEntity<?> shown(HttpServletRequest request, WhyView view) {
    return Shown.as(request, view, Tables::why);
  }
}
