package io.pitwall.source.http.cors;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what a browser is told about requests from pages of other origins (the CORS protocol of the Fetch standard).
 * It protects the users of browsers, not the gateway: who is no browser does not ask.
 */
public final class Cors {

    /** Stands for every origin. */
    public static final String ANY_ORIGIN = "*";

    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

    private static final List<String> REQUEST_HEADERS =
            List.of("Content-Type", "Content-Encoding", "Authorization", "Idempotency-Key");

    /** Two hours, the longest that Chromium honours. */
    private static final String PREFLIGHT_MAX_AGE_SECONDS = "7200";

    private static final int ALLOWED = 204;
    private static final int FORBIDDEN = 403;

    private final Set<String> origins;
    private final String requestHeaders;

    private Cors(Set<String> origins, String requestHeaders) {
        this.origins = origins;
        this.requestHeaders = requestHeaders;
    }

    /**
     * @param origins {@link #ANY_ORIGIN} or exact ones; empty: the gateway knows nothing of CORS
     * @param authenticationHeaders headers that clients of this gateway send beside the usual ones
     */
    public static Cors allowing(Collection<String> origins, Collection<String> authenticationHeaders) {
        Set<String> normalized = new LinkedHashSet<>();
        origins.forEach(origin -> normalized.add(origin.equals(ANY_ORIGIN) ? origin : normalize(origin)));
        Set<String> headers = new LinkedHashSet<>(REQUEST_HEADERS);
        headers.addAll(authenticationHeaders);
        return new Cors(Set.copyOf(normalized), String.join(", ", headers));
    }

    /** Whether a browser could send this as an Origin, but for a default port, which it leaves out. */
    public static boolean isOrigin(String text) {
        return ORIGIN.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    private static String normalize(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") && lower.endsWith(":443")) {
            return lower.substring(0, lower.length() - ":443".length());
        }
        if (lower.startsWith("http://") && lower.endsWith(":80")) {
            return lower.substring(0, lower.length() - ":80".length());
        }
        return lower;
    }

    /** False: an OPTIONS request is a wrong method like any other. */
    public boolean isEnabled() {
        return !origins.isEmpty();
    }

    /** Whether a browser asks for permission, before it sends the request itself. */
    public boolean isPreflight(String method, Optional<String> origin, Optional<String> requestedMethod) {
        return isEnabled() && method.equals("OPTIONS") && origin.isPresent() && requestedMethod.isPresent();
    }

    /** What a preflight is answered; without a body. */
    public record PreflightAnswer(int status, Map<String, String> headers) {}

    /**
     * The same for every requested method and header: the browser compares, and a permission that does not hold what it
     * asked for is a refusal.
     */
    public PreflightAnswer preflight(String origin) {
        Map<String, String> headers = new LinkedHashMap<>(headersFor(Optional.of(origin)));
        if (!isAllowed(origin)) {
            return new PreflightAnswer(FORBIDDEN, headers);
        }
        headers.remove("Access-Control-Expose-Headers");
        headers.put("Access-Control-Allow-Methods", "POST");
        headers.put("Access-Control-Allow-Headers", requestHeaders);
        headers.put("Access-Control-Max-Age", PREFLIGHT_MAX_AGE_SECONDS);
        return new PreflightAnswer(ALLOWED, headers);
    }

    /** The headers that any other answer on the path gets, problems included: without them a page cannot read a status. */
    public Map<String, String> headersFor(Optional<String> origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean dependsOnOrigin = isEnabled() && !origins.contains(ANY_ORIGIN);
        if (dependsOnOrigin) {
            headers.put("Vary", "Origin");
        }
        origin.filter(this::isAllowed).ifPresent(allowed -> {
            headers.put("Access-Control-Allow-Origin", dependsOnOrigin ? allowed : ANY_ORIGIN);
            headers.put("Access-Control-Expose-Headers", "Retry-After");
        });
        return headers;
    }

    private boolean isAllowed(String origin) {
        return origins.contains(ANY_ORIGIN) || origins.contains(origin);
    }
}
