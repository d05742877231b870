using Gan.Data;

/// <summary>Runs each side in processes of its own, turn about.</summary>
/// <param name="peers">Whose threads are tried, and who proves the same work.</param>
/// <param name="also">Further sides.</param>
/// <param name="variables">The environment of all.</param>
/// <param name="place">Where it runs.</param>
/// <param name="known">Results from before, for the settings found then.</param>
/// <param name="say">Takes lines of progress.</param>
internal sealed class Comparison(
    IReadOnlyList<Peer> peers,
    IReadOnlyList<Also> also,
    Dictionary<string, string> variables,
    string place,
    IReadOnlyList<Result> known,
    Action<string> say
)
{
    private readonly Dictionary<(string Workload, string Peer), Setting> settings = [];

    internal Result Of(Workload workload, int rounds, bool quick, string folder)
    {
        if (workload.Name == "epoch")
        {
            SaveDigits(Side.Digits(folder), quick ? 2 * workload.Batch : Workload.EpochDigits);
        }
        var differences = workload.HasComparableSteps ? Differences(workload, folder) : [];
        var length = quick ? Length.Quick(workload) : Length.Whole(workload);
        var sides = Sides(workload, quick);
        var runs = sides.ToDictionary(s => s.Name, _ => new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in round % 2 == 0 ? sides : sides.AsEnumerable().Reverse())
            {
                if (workload.Name == "epoch" && side is Peer p && round >= p.LongRounds)
                {
                    continue;
                }
                runs[side.Name].Add(Run(side, workload, length, quick, folder));
                say($"{workload.Name} {round + 1}/{rounds} {side.Name}: {runs[side.Name][^1].Ms:0.0} ms");
            }
        }
        var ours = Statistics.Median(runs["ours"].Select(r => r.Ms));
        var results = sides.ToDictionary(s => s.Name, s => Summary(s, workload, runs, ours, differences));
        var peak = Statistics.Median(runs["ours"].Select(r => r.Peak));
        return new(workload.Name, workload.Title, place, rounds, results)
        {
            // quick does a part of the work
            ShareOfPeak = quick ? null : workload.Multiplications / (ours / 1000) / peak,
        };
    }

    // Another build would do the whole of these in place of a part.
    private List<Side> Sides(Workload workload, bool quick) =>
        [new Ours(), peers[0], .. quick && workload.Name is ("epoch" or "sample") ? [] : also, .. peers.Skip(1)];

    private SideResult Summary(
        Side side,
        Workload workload,
        Dictionary<string, List<Measurement>> runs,
        double ours,
        Dictionary<string, double> differences
    )
    {
        var ms = Statistics.Median(runs[side.Name].Select(r => r.Ms));
        var ratios = runs[side.Name].Zip(runs["ours"], (theirs, own) => theirs.Ms / own.Ms).ToList();
        return new(ms, runs[side.Name].Max(r => r.PeakMib))
        {
            Ratio = ms / ours,
            Range = [ratios.Min(), ratios.Max()],
            Setting = side.HasSettings ? Of(workload, side).ToString() : null,
            LossDifference = differences.TryGetValue(side.Name, out var difference) ? difference : null,
        };
    }

    private Measurement Run(Side side, Workload workload, Length length, bool quick, string folder)
    {
        var setting = side.HasSettings ? Fastest(workload, (Peer)side, quick, folder) : null;
        var all = Enumerable
            .Range(0, workload.Processes)
            .Select(_ => side.Measure(workload, length, setting, folder, variables))
            .ToList();
        return all[0] with { Ms = Statistics.Median(all.Select(m => m.Ms)), PeakMib = all.Max(m => m.PeakMib) };
    }

    private Setting Of(Workload workload, Side side) => settings[(workload.TriedBy ?? workload.Name, side.Name)];

    // Found once by a short trial and kept in the file of the results.
    private Setting Fastest(Workload workload, Peer peer, bool quick, string folder)
    {
        var tried = workload.TriedBy is { } other ? Workload.All.Single(w => w.Name == other) : workload;
        if (settings.TryGetValue((tried.Name, peer.Name), out var found))
        {
            return found;
        }
        var kept = known
            .FirstOrDefault(r => r.Workload == tried.Name && r.Place == place)
            ?.Sides.GetValueOrDefault(peer.Name)
            ?.Setting;
        found = Setting.All.FirstOrDefault(s => s.ToString() == kept);
        if (found is null && quick)
        {
            found = Setting.All[0];
        }
        found ??= Setting.All.MinBy(s =>
        {
            var ms = peer.Measure(tried, Length.Trial(tried), s, folder, variables).Ms;
            say($"{tried.Name} trial {peer.Name}, {s}: {ms:0.0} ms");
            return ms;
        })!;
        return settings[(tried.Name, peer.Name)] = found;
    }

    private Dictionary<string, double> Differences(Workload workload, string folder)
    {
        var file = Path.Combine(folder, workload.Name + ".safetensors");
        var ours = Ours.Exchange(workload, file, variables);
        var differences = peers
            .Where(p => p.Agrees)
            .ToDictionary(
                p => p.Name,
                p => Losses.Difference(workload, p.Name, ours, p.Repeat(workload, file, variables))
            );
        File.Delete(file);
        foreach (var (peer, difference) in differences)
        {
            say($"{workload.Name} losses of {peer}: {difference:0.0e0} from ours");
        }
        return differences;
    }

    private static void SaveDigits(string path, int count)
    {
        using var digits = Mnist.Embedded();
        using var file = File.Create(path);
        foreach (var number in (int[])[0x803, count, 28, 28])
        {
            file.Write([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        }
        file.Write(digits.Pixels.data<byte>().ToArray().AsSpan(0, count * 28 * 28));
    }
}
