package io.github.ciautoscaler.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One person's window. Whatever the browser complains about is kept. */
final class Visitor implements AutoCloseable {

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Visitor(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (Set.of("error", "warning").contains(message.type())) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("a dialog: " + dialog.message());
      dialog.dismiss();
    });
  }

  Page page() {
    return page;
  }

  /** Script errors, violations of the Content-Security-Policy, files that do not come, dialogs. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** How much wider than the window the page is, in pixels. */
  int overhang() {
    return (Integer)
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
  }

  /** What Tab reaches from the top of the page, as the address or the words of each. */
  List<String> reachedByTab() {
    List<String> reached = new ArrayList<>();
    for (String next = tab(); !next.isEmpty() && reached.size() < 1_000; next = tab()) {
      reached.add(next);
    }
    return reached;
  }

  private String tab() {
    page.keyboard().press("Tab");
    return (String)
        page.evaluate(
            """
            () => {
              const at = document.activeElement;
              if (at === null || at === document.body) return '';
              const outline = getComputedStyle(at).outlineStyle;
              if (outline === 'none') throw new Error('focus cannot be seen on ' + at.outerHTML);
              return at.getAttribute('href') ?? (at.tagName + ' ' + (at.name || at.textContent.trim()));
            }
            """);
  }

  /** Whatever a mouse could press, in the same words. */
  List<String> reachedByMouse() {
    @SuppressWarnings("unchecked")
    List<String> all =
        (List<String>)
            page.evaluate(
                """
                () => [...document.querySelectorAll('a[href], button, input, select, summary')]
                  .filter(one => one.type !== 'hidden')
                  .map(one => one.getAttribute('href')
                      ?? (one.tagName + ' ' + (one.name || one.textContent.trim())))
                """);
    return all;
  }

  /** What axe finds that shuts somebody out, with the first element that each is about. */
  void isAccessible() {
    List<String> found =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(Visitor::said)
                .toList();
    assertThat(found).as("axe on " + page.url()).isEmpty();
  }

  private static String said(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + ": " + rule.getNodes().getFirst().getHtml();
  }

  @Override
  public void close() {
    context.close();
  }
}
