using System.Globalization;
using Gan;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Trains contestants for equal processor time and has them judged.</summary>
internal sealed class Race(Judge judge, string field, double minutes, string folder)
{
    private const int TrialSteps = 32;
    private const int WarmSteps = 12;
    private const int Samples = 5000;

    internal void Run(Contestant contestant, ulong seed)
    {
        var steps = Math.Max(1, (long)(60 * minutes / SecondsPerStep(contestant)));
        var before = Environment.CpuUsage.TotalTime;
        using var gan = Build(contestant, steps, seed).Train();
        var spent = (Environment.CpuUsage.TotalTime - before).TotalMinutes;
        using var scope = NewDisposeScope();
        var values = judge.Score(gan.Sample(Samples, seed: 1));
        var weights = gan.Generator.parameters().Sum(p => p.NumberOfElements);
        Results.Add(folder, new(field, contestant.Name, seed, minutes, steps, weights, spent, values));
        if (seed == 0)
        {
            var pictures = Path.Combine(folder, "families");
            Directory.CreateDirectory(pictures);
            var name = $"{field} {contestant.Name} {minutes:0}".Replace(' ', '-').Replace(",", "").Replace("'", "");
            SampleGrid
                .Draw(gan.Sample(64, seed: 1), columns: 16)
                .Save(Path.Combine(pictures, name.ToLowerInvariant() + ".png"));
        }
        var text = string.Join(", ", values.Select(v => $"{v.Key} {v.Value:0.###}"));
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{field} · {contestant.Name} · seed {seed}: {steps} steps in {spent:0.0} processor minutes, {text}"
            )
        );
    }

    // Schedules need to know the end, so the steps are counted out beforehand.
    private double SecondsPerStep(Contestant contestant)
    {
        using var trainer = Build(contestant, TrialSteps, seed: 0).Build();
        var begin = TimeSpan.Zero;
        foreach (var report in trainer.Steps())
        {
            if (report.Step == WarmSteps)
            {
                begin = Environment.CpuUsage.TotalTime;
            }
        }
        return (Environment.CpuUsage.TotalTime - begin).TotalSeconds / (TrialSteps - WarmSteps);
    }

    private GanBuilder Build(Contestant contestant, long steps, ulong seed) =>
        contestant
            .Build(new GanBuilder().WithData(judge.Data))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = steps,
                    BatchSize = contestant.Batch,
                    Seed = seed,
                }
            );
}
