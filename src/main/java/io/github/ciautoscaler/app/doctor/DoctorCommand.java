package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor;
import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.api.Doctor.Result;
import io.github.ciautoscaler.api.DoctorText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** {@code java -jar ... doctor}: one examination on standard output, without the loop. */
public final class DoctorCommand {

  private static final String NAME = "doctor";

  private DoctorCommand() {}

  public static boolean isAskedFor(String... args) {
    return args.length > 0 && args[0].equals(NAME);
  }

  /** Whether this process only examines, so that no pass may run. */
  public static boolean isIn(Environment environment) {
    return environment.acceptsProfiles(Profiles.of(NAME));
  }

  /**
   * @return 0 where nothing fails, else 1
   */
  public static int run(SpringApplication application, String[] args, PrintStream out) {
    application.setAdditionalProfiles(NAME);
    application.setWebApplicationType(WebApplicationType.NONE);
    String[] options =
        Stream.concat(Stream.of("--logging.level.root=error"), Arrays.stream(args).skip(1))
            .toArray(String[]::new);
    try (ConfigurableApplicationContext context = application.run(options)) {
      List<Finding> found = context.getBean(Doctor.class).examine();
      out.print(DoctorText.of(found));
      return found.stream().anyMatch(it -> it.result() == Result.FAILS) ? 1 : 0;
    }
  }
}
