package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md is made from the table of variables. {@code mvn test
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
  void theTextsThatAreBoundAreThoseOfTheTable() {
    assertThat(
            Stream.of(RawSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Variable.values())
                .map(variable -> variable.key().substring(Variable.PREFIX.length()))
                .toList());
  }
}
