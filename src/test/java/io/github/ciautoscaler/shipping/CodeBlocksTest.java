package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What the documents show as code can be pasted: a shell reads it, YAML is strict, and the files
 * that it names are there. ReadmeIT runs what needs no cluster.
 */
class CodeBlocksTest {

  private static final Set<String> LANGUAGES =
      Set.of(CodeBlocks.SHELL, "yaml", "toml", "java", "mermaid");
  private static final Pattern OURS = Pattern.compile("(?:^|[\\s=])((?:k8s|docs|src)/[\\w./-]+)");

  static Stream<CodeBlocks.Block> shell() throws IOException {
    return of(CodeBlocks.SHELL);
  }

  static Stream<CodeBlocks.Block> yaml() throws IOException {
    return of("yaml");
  }

  private static Stream<CodeBlocks.Block> of(String language) throws IOException {
    return CodeBlocks.ofAllDocuments().stream().filter(it -> it.language().equals(language));
  }

  @ParameterizedTest
  @MethodSource("shell")
  void a_shell_can_read_it(CodeBlocks.Block block) throws Exception {
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var input = bash.outputWriter()) {
      input.write(block.text());
    }
    String said = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @MethodSource("shell")
  void the_files_of_ours_that_it_names_are_there(CodeBlocks.Block block) {
    List<String> named =
        OURS.matcher(block.text()).results().map((MatchResult it) -> it.group(1)).toList();
    assertThat(named).allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void its_yaml_is_strict(CodeBlocks.Block block) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    assertThatCode(() -> new Yaml(strict).loadAll(block.text()).forEach(each -> {}))
        .doesNotThrowAnyException();
  }

  @Test
  void every_block_says_what_it_is() throws IOException {
    assertThat(CodeBlocks.ofAllDocuments())
        .hasSizeGreaterThan(40)
        .allSatisfy(block -> assertThat(LANGUAGES).contains(block.language()));
  }

  @Test
  void blocks_are_found_as_markdown_has_them() throws IOException {
    Path page = Files.createTempFile("page", ".md");
    Files.writeString(
        page,
        "Words:\n\n    one  # two\n      three\n\nMore\n    no block\n\n```yaml\na: 1\n```\n");

    assertThat(CodeBlocks.of(page))
        .containsExactly(
            new CodeBlocks.Block(page, 3, CodeBlocks.SHELL, "one  # two\n  three"),
            new CodeBlocks.Block(page, 10, "yaml", "a: 1"));
    Files.delete(page);
  }
}
