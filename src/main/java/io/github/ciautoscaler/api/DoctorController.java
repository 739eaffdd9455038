package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong outside, and how to mend it. One examination at a time: each asks every system. */
@RestController
class DoctorController {

  private final Doctor doctor;
  private final Semaphore free = new Semaphore(1);

  DoctorController(Doctor doctor) {
    this.doctor = doctor;
  }

  @GetMapping(
      path = "/api/doctor",
      produces = {MediaType.APPLICATION_JSON_VALUE, Shown.TEXT})
  ResponseEntity<?> examine(HttpServletRequest request) {
    if (!free.tryAcquire()) {
      throw new ProblemException(ProblemKind.UNAVAILABLE, "An examination is under way; ask again.")
          .with(HttpHeaders.RETRY_AFTER, "10");
    }
    try {
      List<Doctor.Finding> found = doctor.examine();
      return Shown.as(request, DoctorView.of(found), view -> DoctorText.of(found));
    } finally {
      free.release();
    }
  }
}
