using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Gan.Serving;
using Microsoft.Extensions.Hosting;

namespace Serving;

/// <summary>A server as a process of its own, which is this program once more: it says its address, and at its end how
/// large its batches were.</summary>
internal sealed class ServerProcess : IDisposable
{
    internal const string Word = "--server";

    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    internal Uri Address { get; }

    internal static ServerProcess Start(string file, int maxBatch, int delay)
    {
        var process = Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                [typeof(ServerProcess).Assembly.Location, Word, file, $"{maxBatch}", $"{delay}"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var line =
            process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The server did not start; its words are above.");
        return new(process, new(line));
    }

    /// <summary>SIGTERM.</summary>
    internal void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its status, and samples of a batch in the mean.</returns>
    internal (int Status, double Batch) End()
    {
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, double.TryParse(said, CultureInfo.InvariantCulture, out var mean) ? mean : 0);
    }

    /// <summary>The other side.</summary>
    internal static async Task Serve(string file, int maxBatch, TimeSpan maxDelay)
    {
        var (samples, batches) = (0L, 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == GanServing.MeterName && instrument.Name == "gan.serving.batch.size")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>(
            (_, count, _, _) =>
            {
                Interlocked.Add(ref samples, count);
                Interlocked.Increment(ref batches);
            }
        );
        listener.Start();
        await using (
            var app = GanServer.Create(file, new() { MaxBatch = maxBatch, MaxDelay = maxDelay }, new() { Port = 0 })
        )
        {
            await app.StartAsync();
            Console.WriteLine(app.Urls.Single());
            await app.WaitForShutdownAsync();
        }
        Console.WriteLine((samples / Math.Max(1.0, batches)).ToString("0.00", CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Terminate();
            process.WaitForExit();
        }
        process.Dispose();
    }
}
