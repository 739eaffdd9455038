package io.github.ciautoscaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.Application;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** The doctor from the command line, beside a simulated world. */
class DoctorCommandTest {

  @Test
  void the_doctor_prints_its_findings_ends_with_zero_and_runs_no_pass() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        DoctorCommand.run(
            new SpringApplication(Application.class),
            new String[] {"doctor", "--spring.profiles.active=sandbox"},
            new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("OK     forge", "hetzner token", "0 fail");
    assertThat(code).isZero();
  }

  @Test
  void only_the_first_argument_asks_for_it() {
    assertThat(DoctorCommand.isAskedFor("doctor")).isTrue();
    assertThat(DoctorCommand.isAskedFor("--doctor")).isFalse();
    assertThat(DoctorCommand.isAskedFor()).isFalse();
  }
}
