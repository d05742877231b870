using System.Diagnostics;

namespace Gan.Monitoring.Tests.Report;

/// <summary>Opens a page in headless Chromium, without a network, and gives back what became of it.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The document after its script has run.</summary>
    public string Dom(string path, string hash = "", int width = 1400) =>
        Run(path, hash, $"--window-size={width},1200", "--dump-dom");

    public void Screenshot(string path, string file, string hash = "", int width = 1400, int height = 2400) =>
        Run(path, hash, $"--window-size={width},{height}", "--hide-scrollbars", $"--screenshot={file}");

    private string Run(string path, string hash, params string[] arguments)
    {
        var start = new ProcessStartInfo(Witness.Chromium!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var argument in (string[])
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--virtual-time-budget=20000",
                    $"--user-data-dir={folder[Guid.NewGuid().ToString("n")]}",
                    .. arguments,
                    $"file://{path}{hash}",
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(); // a full pipe would hold it up
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true); // else the pipes stay open and the tests with them
            throw new TimeoutException("Chromium was not done after two minutes.");
        }
        process.ExitCode.Should().Be(0, errors.Result);
        return output.Result;
    }

    public void Dispose()
    {
        try
        {
            folder.Dispose();
        }
        catch (IOException)
        {
            // a helper process of the browser may still be writing there; the system clears its temporary folder
        }
    }
}
