package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.replay.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What a file of pools says of the plan, for who neither starts nor reaches anything. */
public final class PlanFile {

  private PlanFile() {}

  /**
   * As a start with this file and this environment would read it. What only a connection needs may
   * be missing.
   *
   * @throws BadInput says what is wrong in it, and how to mend it
   */
  public static PlanSettings read(Path path) {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigFile file = new ConfigFile("Config resource 'file [" + path + "]'", path);
    try {
      for (PropertySource<?> source : file.parse(Files.readString(path), environment).reversed()) {
        environment.getPropertySources().addFirst(source);
      }
      return SettingsLoader.interpret(SpringSource.tree(environment), true)
          .orThrow()
          .planSettings();
    } catch (IOException unreadable) {
      throw new BadInput("The file " + path + " cannot be read.", "Look at its path.");
    } catch (ConfigFile.Unusable unusable) {
      throw new BadInput(unusable.problem().described(), "");
    } catch (SettingsException wrong) {
      throw new BadInput(String.valueOf(wrong.getMessage()), "");
    }
  }
}
