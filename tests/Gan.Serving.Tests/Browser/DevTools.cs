using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Serving.Tests.Browser;

/// <summary>A page in headless Chromium, driven by its DevTools protocol. It reaches 127.0.0.1 alone.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo profile;
    private readonly ClientWebSocket socket = new();
    private int last;
    private string session = "";

    private DevTools(Process process, DirectoryInfo profile)
    {
        this.process = process;
        this.profile = profile;
    }

    public static async Task<DevTools> Start()
    {
        var profile = Directory.CreateTempSubdirectory("gan-chromium");
        var process = Process.Start(
            new ProcessStartInfo(
                Witness.Chromium!,
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--hide-scrollbars",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    "--remote-debugging-port=0",
                    $"--user-data-dir={profile.FullName}",
                    "about:blank",
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var browser = new DevTools(process, profile);
        try
        {
            await browser.socket.ConnectAsync(await Address(process), CancellationToken.None);
            var target = await browser.Call("Target.createTarget", new() { ["url"] = "about:blank" });
            var attached = await browser.Call(
                "Target.attachToTarget",
                new() { ["targetId"] = target.GetProperty("targetId").GetString(), ["flatten"] = true }
            );
            browser.session = attached.GetProperty("sessionId").GetString()!;
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    // Chromium says among its errors where it listens.
    private static async Task<Uri> Address(Process process)
    {
        const string before = "DevTools listening on ";
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardError.ReadLineAsync(time.Token) is { } line)
        {
            if (line.StartsWith(before, StringComparison.Ordinal))
            {
                // What follows is read away, or a full pipe would hold the browser up.
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[before.Length..]);
            }
        }
        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    /// <summary>Opens an address and waits until its script says that it is done.</summary>
    /// <returns>The state that the page names.</returns>
    public async Task<string> Open(string address)
    {
        await Call("Page.navigate", new() { ["url"] = address });
        return await Settled();
    }

    /// <summary>Waits until the page is neither loading nor drawing.</summary>
    public async Task<string> Settled()
    {
        for (var i = 0; i < 600; i++)
        {
            var state = await Text("document.documentElement?.dataset.state ?? ''");
            if (state is not ("" or "drawing"))
            {
                return state;
            }
            await Task.Delay(50);
        }
        throw new TimeoutException(await Text("document.body.innerText"));
    }

    /// <summary>What an expression of JavaScript gives, as text; promises are waited for.</summary>
    public async Task<string> Text(string expression)
    {
        var answer = await Call(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = $"(async () => String(await ({expression})))()",
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
                ["userGesture"] = true,
            }
        );
        answer.TryGetProperty("exceptionDetails", out var fault).Should().BeFalse($"{fault}");
        return answer.GetProperty("result").GetProperty("value").GetString()!;
    }

    /// <summary>A window of another size, in light or dark.</summary>
    public async Task Look(int width, int height, bool dark = false, bool phone = false)
    {
        await Call(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = height,
                ["deviceScaleFactor"] = phone ? 2 : 1,
                ["mobile"] = phone,
            }
        );
        var scheme = new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" };
        await Call("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(scheme) });
    }

    /// <summary>Presses a key where the focus is.</summary>
    public async Task Press(string key)
    {
        await Call("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key });
        await Call("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key });
    }

    public async Task<byte[]> Screenshot()
    {
        var answer = await Call(
            "Page.captureScreenshot",
            new() { ["format"] = "png", ["captureBeyondViewport"] = true }
        );
        return answer.GetProperty("data").GetBytesFromBase64();
    }

    private async Task<JsonElement> Call(string method, JsonObject parameters)
    {
        last += 1;
        var message = new JsonObject
        {
            ["id"] = last,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (session.Length > 0)
        {
            message["sessionId"] = session;
        }
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var bytes = Encoding.UTF8.GetBytes(message.ToJsonString());
        await socket.SendAsync(bytes, WebSocketMessageType.Text, true, time.Token);
        while (true)
        {
            var answer = JsonElement.Parse(await Receive(time.Token));
            if (answer.TryGetProperty("id", out var id) && id.GetInt32() == last)
            {
                answer.TryGetProperty("error", out var error).Should().BeFalse($"{method}: {error}");
                return answer.GetProperty("result");
            }
        }
    }

    private async Task<byte[]> Receive(CancellationToken end)
    {
        var buffer = new byte[1 << 16];
        var all = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, end);
            all.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return all.ToArray();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // a helper process of the browser may still be writing there; the system clears its temporary folder
        }
    }
}
