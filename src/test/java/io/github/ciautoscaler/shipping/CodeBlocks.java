package io.github.ciautoscaler.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documents show as code: fenced with a language, or indented and meant for a shell. */
public final class CodeBlocks {

  /** The language of indented blocks. */
  public static final String SHELL = "sh";

  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)");
  private static final String INDENT = "    ";

  /** One of them. */
  public record Block(Path document, int line, String language, String text) {
    @Override
    public String toString() {
      return document + ":" + line;
    }
  }

  private final Path document;
  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();

  private CodeBlocks(Path document, List<String> lines) {
    this.document = document;
    this.lines = lines;
  }

  /** Those of all documents that a user reads. */
  public static List<Block> ofAllDocuments() throws IOException {
    List<Path> documents =
        new ArrayList<>(
            List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")));
    for (String directory : List.of("docs", "k8s")) {
      try (Stream<Path> all = Files.walk(Path.of(directory))) {
        all.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    List<Block> blocks = new ArrayList<>();
    for (Path document : documents) {
      blocks.addAll(of(document));
    }
    return blocks;
  }

  /** Those of one document, in their order. */
  public static List<Block> of(Path document) throws IOException {
    CodeBlocks reader = new CodeBlocks(document, Files.readAllLines(document));
    int line = 0;
    while (line < reader.lines.size()) {
      line = reader.next(line);
    }
    return reader.blocks;
  }

  /** The line after the block that begins there, or after the line that is none. */
  private int next(int line) {
    Matcher fence = FENCE.matcher(lines.get(line));
    if (fence.matches()) {
      int end = line + 1;
      while (!lines.get(end).strip().equals("```")) {
        end++;
      }
      add(line, end, fence.group(1));
      return end + 1;
    }
    boolean begins = lines.get(line).startsWith(INDENT);
    if (!begins || (line > 0 && !lines.get(line - 1).isBlank())) {
      return line + 1;
    }
    int end = line;
    while (end < lines.size() && (lines.get(end).startsWith(INDENT) || lines.get(end).isBlank())) {
      end++;
    }
    add(line - 1, end, SHELL);
    return end;
  }

  private void add(int before, int end, String language) {
    String text = String.join("\n", lines.subList(before + 1, end));
    blocks.add(new Block(document, before + 2, language, text.stripTrailing().stripIndent()));
  }
}
