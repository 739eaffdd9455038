package io.github.ciautoscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md is made from the declarations of the settings. {@code mvn test
 * -Dtest=ConfigurationDocumentTest -Ddocs.write=true} writes it anew.
 */
class ConfigurationDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/configuration.md");

  @Test
  void theDocumentSaysWhatTheTableSays() throws IOException {
    String made = ConfigurationDocument.markdown();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, made);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
  }

  @Test
  void every_declared_setting_is_in_the_schema() throws IOException {
    assertThat(declared()).hasSizeGreaterThan(40);
    Stream<String> variables = AllSettings.SCHEMA.settings().stream().map(Setting::name);
    Stream<String> ofPools =
        Stream.of(PoolKeys.POOLS, CapacityKeys.ENTRIES, AdditionKeys.FILES)
            .flatMap(list -> list.element().settings().stream())
            .map(
                field -> field.name().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'));
    assertThat(Stream.concat(variables, ofPools)).containsExactlyInAnyOrderElementsOf(declared());
  }

  /** The constants of every class of this room whose name ends as those of declarations do. */
  private static List<String> declared() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/main/java/io/github/ciautoscaler/settings"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Keys"))
          .flatMap(ConfigurationDocumentTest::constants)
          .toList();
    }
  }

  private static Stream<String> constants(String name) {
    try {
      return Stream.of(Class.forName(AllSettings.class.getPackageName() + "." + name).getFields())
          .filter(field -> field.getType() == Setting.class)
          .map(Field::getName);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
