package io.github.ciautoscaler.app;

import io.github.ciautoscaler.app.doctor.DoctorCommand;
import io.github.ciautoscaler.app.settings.PlanFile;
import io.github.ciautoscaler.app.settings.SettingsCheck;
import io.github.ciautoscaler.convert.Convert;
import io.github.ciautoscaler.replay.Replay;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the autoscaler, or runs one of the commands beside it. */
@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    if (Convert.isAskedFor(args)) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      System.exit(Convert.run(args, System.getenv(), System.in, out, System.err));
    }
    if (Replay.isAskedFor(args)) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      System.exit(Replay.run(args, PlanFile::read, out, System.err));
    }
    SpringApplication application = new SpringApplication(Application.class);
    application.addListeners(new SettingsCheck());
    if (DoctorCommand.isAskedFor(args)) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      System.exit(DoctorCommand.run(application, args, out));
    }
    application.run(args);
  }
}
