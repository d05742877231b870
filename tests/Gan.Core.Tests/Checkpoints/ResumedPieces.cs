using System.Diagnostics;

namespace Gan.Tests.Checkpoints;

/// <summary>
/// Every case in four pieces, each piece in a process of its own (this assembly is the program) that goes on from what
/// the one before has stored. A process carries out its piece of all cases, because starting one takes as long as many
/// of them.
/// </summary>
public sealed class ResumedPieces : IDisposable
{
    // Stored after steps 1, 3 and 4 (with four batches an epoch, 4 is a border); each piece but the last is left a step
    // after it was stored.
    private static readonly (int Every, int LeaveAfter)[] Pieces = [(1, 1), (3, 4), (4, 5), (100, 100)];

    private readonly string folder = Directory.CreateTempSubdirectory("gan-resume").FullName;

    public ResumedPieces()
    {
        for (var piece = 0; piece < Pieces.Length; piece++)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(ResumedPieces).Assembly.Location, folder, $"{piece}"])
            {
                RedirectStandardError = true,
            };
            start.Environment["DOTNET_TieredPGO"] = "0"; // it ends before that would pay
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
            {
                process.Kill(entireProcessTree: true);
            }
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"Piece {piece} ended with {process.ExitCode}: {errors.Result}");
            }
        }
    }

    /// <summary>The checkpoints of a case.</summary>
    internal string Of(string name) => Path.Combine(folder, name);

    private static int Main(string[] arguments)
    {
        var (every, leaveAfter) = Pieces[int.Parse(arguments[1])];
        foreach (var (name, builder) in ResumeCases.All)
        {
            using var piece = builder()
                .WithCheckpoints(new(Path.Combine(arguments[0], name)) { Every = every, Resume = true })
                .Build();
            foreach (var report in piece.Steps())
            {
                if (report.Step == leaveAfter)
                {
                    break;
                }
            }
        }
        return 0;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
