using System.Diagnostics;
using Gan;
using Gan.Games;

/// <summary>A writer with the processor time of its training.</summary>
internal sealed record Trained(TextBuilder Builder, TrainedText Text, double Seconds) : IDisposable
{
    /// <param name="builder">What is played.</param>
    /// <param name="weights">File of the writer to start from; null for a fresh one.</param>
    /// <param name="settings">Rates.</param>
    internal static Trained By(TextBuilder builder, string? weights, TextSettings settings)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var text = builder.With(Change).Train();
        return new(builder, text, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);

        GanBuilder Change(GanBuilder gan)
        {
            var seeded = gan.WithOptimizers(null, new AdamOptions(settings.JudgeRate, 0.9, 0.999));
            return weights is null ? seeded : seeded.WithTransfer(new TransferOptions { Generator = weights });
        }
    }

    public void Dispose() => Text.Dispose();
}
