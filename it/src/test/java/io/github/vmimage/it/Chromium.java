package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without a window, asked what it makes of a page. It looks at the page in a frame of the wanted size, and reads it from outside,
 * with the browser's own idea of the document.
 */
final class Chromium {
  private static final Pattern ANSWER = Pattern.compile("<pre id=\"answer\">(\\{.*?})</pre>", Pattern.DOTALL);

  private final Path folder;

  /** Its profile and its pictures lie in the folder. */
  Chromium(Path folder) {
    this.folder = folder;
  }

  /** What it sees, and what it had to complain about. */
  record Seen(JsonNode page, List<String> console) {}

  /** Looks at a page of the folder, on a screen so wide. */
  Seen look(Path page, int width, boolean dark) {
    Path frame = page.resolveSibling("frame-of-" + page.getFileName());
    Folders.write(frame, """
        <!DOCTYPE html><meta charset="utf-8"><pre id="answer"></pre><iframe id="frame" width="%d" height="900" src="%s"></iframe>
        <script>
        const frame = document.getElementById('frame');
        frame.onload = () => setTimeout(() => {
          const page = frame.contentDocument, view = frame.contentWindow, all = s => [...page.querySelectorAll(s)];
          const ids = all('[id]').map(e => e.id);
          document.getElementById('answer').textContent = JSON.stringify({
            title: page.title, width: page.documentElement.scrollWidth, background: view.getComputedStyle(page.body).backgroundColor,
            color: view.getComputedStyle(page.body).color, verdict: all('.verdict').map(e => e.innerText).join(),
            active: all('script, iframe, object, embed, link, base, form, img').map(e => e.outerHTML),
            handlers: all('*').filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).map(e => e.outerHTML),
            sections: all('main section').map(e => e.id), failures: all('.failures a').map(e => e.innerText),
            doubleIds: ids.filter((id, at) => ids.indexOf(id) !== at),
            deadLinks: all('a').map(e => e.getAttribute('href')).filter(h => !page.getElementById(h.substring(1))),
            unnamedPictures: all('svg:not([aria-hidden])').filter(e => e.getAttribute('aria-labelledby').split(' ')
              .some(id => !page.getElementById(id).textContent)).length,
            bars: all('svg.timeline rect.bar').length,
            smallest: Math.min(...all('svg.timeline text').map(e => e.getBoundingClientRect().height)),
            text: page.body.innerText.replace(/[^\\x20-\\x7E]+/g, ' ')
          }).replace(/[<>&]/g, c => '\\\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
        }, 300);
        </script>
        """.formatted(width, page.getFileName()));
    List<String> options = new ArrayList<>(List.of("--allow-file-access-from-files", "--enable-logging=stderr",
        "--virtual-time-budget=5000", "--dump-dom"));
    if (dark) {
      options.add("--blink-settings=preferredColorScheme=0");
    }
    String output = run(options, frame);
    Matcher answer = ANSWER.matcher(output);
    assertThat(answer.find()).as("an answer of Chromium: %s", output).isTrue();
    return new Seen(Json.parse(answer.group(1)), output.lines().filter(l -> l.contains(":CONSOLE")).toList());
  }

  /** Takes a picture of a page. */
  Path picture(Path page, int width, int height) {
    Path picture = folder.resolve(page.getFileName() + "-" + width + ".png");
    run(List.of("--hide-scrollbars", "--window-size=" + width + "," + height, "--screenshot=" + picture), page);
    return picture;
  }

  private String run(List<String> options, Path page) {
    // Without its sandbox, which root may not use; and with nothing that it does of its own accord in the network.
    List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--no-proxy-server", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(options);
    command.add(page.toUri().toString());
    Program.Result result = Program.in(folder).attempt(Duration.ofMinutes(2), command);
    assertThat(result.exitCode()).as("exit code of %s: %s", result.command(), result.output()).isZero();
    return result.output();
  }
}
