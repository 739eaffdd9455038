package io.github.ciautoscaler.shipping.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The forms that Gitea and Forgejo show to whoever opens an issue. */
class IssueTemplatesTest {

  private static final Path DIRECTORY = Path.of(".gitea/issue_template");
  private static final Set<String> FIELDS = Set.of("type", "id", "attributes", "validations");
  private static final Set<String> ATTRIBUTES =
      Set.of("label", "description", "placeholder", "value", "render");

  @ParameterizedTest
  @ValueSource(strings = {"fault.yaml", "wish.yaml"})
  void every_word_is_one_that_the_forge_knows(String file) throws IOException {
    Map<?, ?> form = form(file);
    Set<Object> ids = new HashSet<>();

    assertThat(form.keySet()).isEqualTo(Set.of("name", "about", "title", "labels", "body"));
    for (Map<?, ?> field : fields(form)) {
      assertThat(FIELDS.containsAll(field.keySet())).as("%s", field).isTrue();
      assertThat(ATTRIBUTES.containsAll(map(field.get("attributes")).keySet())).isTrue();
      assertThat(field.get("type")).isIn("markdown", "textarea", "input");
      assertThat("markdown".equals(field.get("type")) || ids.add(field.get("id"))).isTrue();
    }
  }

  @Test
  void a_fault_comes_with_the_status_and_the_decision_log() throws IOException {
    List<String> required =
        fields(form("fault.yaml")).stream()
            .filter(field -> field.containsKey("validations"))
            .map(field -> String.valueOf(map(field.get("attributes")).get("description")))
            .toList();

    assertThat(required).anyMatch(text -> text.contains("/api/status"));
    assertThat(required).anyMatch(text -> text.contains("/api/decisions"));
  }

  @Test
  void what_is_asked_for_is_an_answer_of_the_api() throws IOException {
    String api = Files.readString(Path.of("src/main/resources/api/openapi.json"));
    Matcher path =
        Pattern.compile("localhost:8080(/[\\w/]+)")
            .matcher(Files.readString(DIRECTORY.resolve("fault.yaml")));

    int seen = 0;
    while (path.find()) {
      seen++;
      assertThat(api).contains("\"" + path.group(1) + "\"");
    }
    assertThat(seen).isEqualTo(2);
  }

  private static Map<?, ?> form(String file) throws IOException {
    return map(new Yaml().load(Files.readString(DIRECTORY.resolve(file))));
  }

  private static List<Map<?, ?>> fields(Map<?, ?> form) {
    List<?> body = (List<?>) Objects.requireNonNull(form.get("body"));
    return body.stream().<Map<?, ?>>map(IssueTemplatesTest::map).toList();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
