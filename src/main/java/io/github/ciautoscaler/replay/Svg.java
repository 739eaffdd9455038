package io.github.ciautoscaler.replay;

import java.util.Locale;

/** A drawing that is written as SVG, with axes and what stands along them. */
final class Svg {

  static final int WIDTH = 900;
  static final int LEFT = 60;
  private static final int BOTTOM = 30;
  private static final int TOP = 10;
  private static final int TICKS = 5;

  private final StringBuilder text = new StringBuilder();
  private final int height;
  private final double mostX;
  private final double mostY;

  /**
   * @param height in pixels, axes and all
   * @param mostX what stands at the right end
   * @param mostY what stands at the top
   */
  Svg(int height, double mostX, double mostY) {
    this.height = height;
    this.mostX = Math.max(mostX, 1e-9);
    this.mostY = Math.max(mostY, 1e-9);
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">",
        WIDTH, height);
  }

  double x(double value) {
    return LEFT + (WIDTH - LEFT - 10) * value / mostX;
  }

  double y(double value) {
    return height - BOTTOM - (height - BOTTOM - TOP) * value / mostY;
  }

  /** What each axis counts, and its numbers. */
  Svg axes(String alongX, String alongY) {
    for (int i = 0; i <= TICKS; i++) {
      double valueX = mostX * i / TICKS;
      double valueY = mostY * i / TICKS;
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x(valueX), height - 14, number(valueX));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y(valueY) + 4, number(valueY));
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - 10, y(valueY), y(valueY));
    }
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", WIDTH - 10, height - 2, alongX);
    add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 4, TOP + 8, alongY);
    return this;
  }

  /** A line through points, given as {@code x,y x,y ...} in pixels. */
  Svg line(String points, String color) {
    return add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, color);
  }

  Svg area(String points, String color) {
    return add("<polygon points=\"%s\" fill=\"%s\"/>", points, color);
  }

  Svg bar(double fromX, double toX, double row, double rows, String color) {
    double band = (height - BOTTOM - TOP) / rows;
    return add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x(fromX), TOP + band * (row + 0.15), x(toX) - x(fromX), band * 0.7, color);
  }

  /** A vertical line with its name at the top. */
  Svg mark(double atX, String name) {
    add(
        "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
        x(atX), x(atX), TOP, height - BOTTOM);
    return add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x(atX), TOP, name);
  }

  Svg dot(double atX, double atY, String name, String color) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>", x(atX), y(atY), color);
    boolean isRight = x(atX) > WIDTH - 150;
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x(atX) + (isRight ? -10 : 10), y(atY) + 4, isRight ? "end" : "start", name);
  }

  Svg label(double row, double rows, String name) {
    double band = (height - BOTTOM - TOP) / rows;
    return add(
        "<text class=\"on\" x=\"%d\" y=\"%.1f\">%s</text>",
        LEFT + 8, TOP + band * (row + 0.5) + 4, name);
  }

  String done() {
    return text.append("</svg>").toString();
  }

  private Svg add(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    return this;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 5 ? "%.1f" : "%.0f", value);
  }
}
