package io.pitwall.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in a tab of its own, as its user sees, touches and moves it. Elements are named by CSS selectors. */
public final class Page implements AutoCloseable {

    /** What the browser derives its motion events from; it sends none before each of them has a reading. */
    private static final List<String> MOTION_SENSORS = List.of("accelerometer", "linear-acceleration", "gyroscope");

    private final DevTools devTools;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private boolean hasSensors;

    private Page(DevTools devTools) {
        this.devTools = devTools;
    }

    static Page load(DevTools devTools, URI address) {
        Page page = new Page(devTools);
        page.collectComplaints();
        page.load(address);
        return page;
    }

    /** Goes to the address, or loads the page again. */
    public void load(URI address) {
        CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
        devTools.on("Page.loadEventFired", loaded::complete);
        devTools.call("Page.enable", Map.of());
        JsonNode answer = devTools.call("Page.navigate", Map.of("url", address.toString()));
        if (answer.has("errorText")) {
            throw new IllegalStateException(
                    "Cannot open " + address + ": " + answer.path("errorText").asText());
        }
        DevTools.await("to load " + address, loaded);
    }

    /** Errors of scripts, and what the content security policy has blocked; refused requests are none of these. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void collectComplaints() {
        devTools.on(
                "Runtime.exceptionThrown",
                event -> complaints.add(event.path("exceptionDetails").toString()));
        devTools.on("Log.entryAdded", event -> {
            JsonNode entry = event.path("entry");
            if (entry.path("level").asText().equals("error")
                    && !entry.path("source").asText().equals("network")) {
                complaints.add(entry.path("text").asText());
            }
        });
        devTools.call("Runtime.enable", Map.of());
        devTools.call("Log.enable", Map.of());
    }

    public String text(String selector) {
        return evaluate(element(selector) + ".textContent").asText();
    }

    public boolean isVisible(String selector) {
        return evaluate(element(selector) + ".checkVisibility()").asBoolean();
    }

    /** A press of the mouse in the middle of the element, which counts as the user's own. */
    public void click(String selector) {
        JsonNode middle = evaluate("(() => { const element = " + element(selector)
                + "; element.scrollIntoView({ block: 'center', behavior: 'instant' });"
                + " const box = element.getBoundingClientRect();"
                + " return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            devTools.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            middle.required("x").doubleValue(),
                            "y",
                            middle.required("y").doubleValue(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Puts the text in place of what is in the field. */
    public void type(String selector, String text) {
        evaluate(element(selector) + ".select()");
        devTools.call("Input.insertText", Map.of("text", text));
    }

    /** The value of a script's expression; of a promise, what it comes to. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = devTools.call(
                "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException("`" + expression + "` failed: "
                    + answer.path("exceptionDetails").path("exception"));
        }
        return answer.path("result").path("value");
    }

    /** From now on the device feels this acceleration, in m/s² and without gravity. */
    public void feel(double x, double y, double z) {
        if (!hasSensors) {
            MOTION_SENSORS.forEach(sensor -> devTools.call(
                    "Emulation.setSensorOverrideEnabled",
                    Map.of("enabled", true, "type", sensor, "metadata", Map.of("available", true))));
            hasSensors = true;
        }
        MOTION_SENSORS.forEach(sensor -> devTools.call(
                "Emulation.setSensorOverrideReadings",
                Map.of("type", sensor, "reading", Map.of("xyz", Map.of("x", x, "y", y, "z", z)))));
    }

    /** The screen of a phone. */
    public void show(int width, int height, boolean isDark) {
        devTools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
        devTools.call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    public void screenshot(Path png) {
        String image = devTools.call("Page.captureScreenshot", Map.of("format", "png"))
                .required("data")
                .asText();
        try {
            Files.write(png, Base64.getDecoder().decode(image));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + png + ".", e);
        }
    }

    /** Whether requests fail, as where there is no network. */
    public void setOffline(boolean isOffline) {
        devTools.call("Network.enable", Map.of());
        devTools.call(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Override
    public void close() {
        devTools.call("Page.close", Map.of());
        devTools.close();
    }

    private static String element(String selector) {
        return "document.querySelector('" + selector + "')";
    }
}
