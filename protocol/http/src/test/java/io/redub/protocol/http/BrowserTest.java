package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The page that calls services by hand, in Chromium. Without a browser nothing is tested, save
 * where all has to be: {@code ./redub test} installs it.
 */
class BrowserTest {
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    private static ShopServer shop;
    private static ChromeDriver browser;

    @BeforeAll
    static void open() {
        assumeTrue(
                DRIVER.exists() || System.getenv("CI") != null,
                "apt-get install chromium chromium-driver");
        shop = new ShopServer("");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        browser =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(DRIVER)
                                .usingAnyFreePort()
                                .build(),
                        options);
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        browser.get("http://127.0.0.1:" + shop.port() + "/");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
        if (shop != null) {
            shop.close();
        }
    }

    /** Opens a method, calls it with the arguments, and says what the page shows then. */
    private static String call(String method, String token, String arguments) {
        WebElement operation =
                browser.findElement(
                        By.xpath("//details[summary[starts-with(., '" + method + "(')]]"));
        if (operation.getAttribute("open") == null) {
            operation.findElement(By.tagName("summary")).click();
        }
        WebElement secret = browser.findElement(By.id("token"));
        secret.clear();
        secret.sendKeys(token);
        WebElement input = operation.findElement(By.tagName("textarea"));
        input.clear();
        input.sendKeys(arguments);
        WebElement button = operation.findElement(By.tagName("button"));
        button.click();
        WebElement output = operation.findElement(By.tagName("pre"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> output.isDisplayed() && button.isEnabled());
        return output.getText();
    }

    @Test
    void everyMethodIsThereWithAnExampleOfItsArguments() {
        WebElement find =
                browser.findElement(By.xpath("//details[summary[starts-with(., 'find(')]]"));

        assertThat(browser.findElement(By.tagName("h2")).getText()).isEqualTo("shop");
        assertThat(find.findElement(By.tagName("textarea")).getAttribute("value"))
                .contains("\"name\"", "\"count\"");
    }

    @Test
    void aCallShowsItsAnswer() {
        assertThat(call("find", "", "{\"name\": \"tea\", \"count\": 2}"))
                .startsWith("200")
                .contains("\"name\": \"tea\"", "\"parts\": []");
    }

    @Test
    void numbersAreShownWholeWhereJavaScriptWouldRoundThem() {
        assertThat(call("twice", "", "[4611686018427387903]")).contains("9223372036854775806");
    }

    @Test
    void whatFailsSaysWhyAndNamesTheCode() {
        assertThat(call("twice", "", "[\"much\"]"))
                .startsWith("400")
                .contains("much", "errors.md#serialization");
    }

    @Test
    void theTokenGoesWithTheCall() {
        assertThat(call("attachment", "open sesame", "[\"token\"]")).contains("open sesame");
    }

    @Test
    void theBrowserHasNothingToComplainOf() {
        call("nothing", "", "[]");

        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                // Answers of 400 to the calls of other tests.
                .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
                .isEmpty();
    }
}
