package io.github.ciautoscaler.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened, line by line. Keeps the latest lines, and a digest of all of them by which two
 * runs are compared.
 */
public final class Trace {

  private static final int KEPT = 20_000;

  /**
   * One thing that happened.
   *
   * @param machine the server or node that it is about; empty when it is about none
   */
  public record Line(Instant at, String machine, String text) {
    @Override
    public String toString() {
      return at + (machine.isEmpty() ? "" : " [" + machine + "]") + " " + text;
    }
  }

  private final Deque<Line> lines = new ArrayDeque<>();
  private Consumer<Line> listener = line -> {};
  private long digest = 1125899906842597L;
  private long count;

  void add(Instant at, String machine, String text) {
    add(at, machine, text, "");
  }

  /**
   * @param sentence said beside it; wording is free to change, so it is no part of the digest
   */
  void add(Instant at, String machine, String text, String sentence) {
    Line line = new Line(at, machine, sentence.isEmpty() ? text : text + ": " + sentence);
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    digest = 31 * (31 * (31 * digest + at.toEpochMilli()) + machine.hashCode()) + text.hashCode();
    count++;
    listener.accept(line);
  }

  /** Told of each line from now on. */
  public void listen(Consumer<Line> newListener) {
    listener = newListener;
  }

  /** The latest lines about this machine, oldest first. */
  public List<Line> last(int most, String machine) {
    List<Line> about = lines.stream().filter(line -> line.machine().equals(machine)).toList();
    return about.subList(Math.max(0, about.size() - most), about.size());
  }

  /** The latest lines, oldest first. */
  public List<Line> last(int most) {
    return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
  }

  /** Equal for equal runs. */
  public long digest() {
    return digest;
  }

  /** How many lines there were. */
  public long count() {
    return count;
  }
}
