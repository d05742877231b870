using System.Globalization;
using System.Text.Json;

namespace Gan.Tests.Shared.Latents;

/// <summary>Rule 1 of docs/latents.md against what Python computed of that page alone (Fixtures/latents.py).</summary>
public sealed class PortableLatentsTests
{
    [Fact]
    public void A_seed_gives_the_bits_that_Python_gives()
    {
        using var stream = typeof(PortableLatentsTests).Assembly.GetManifestResourceStream("latents.json")!;
        using var cases = JsonDocument.Parse(stream);
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var size = one.GetProperty("size").GetInt32();
            var latents = new float[one.GetProperty("rows").GetInt32() * size];
            var seed = long.Parse(one.GetProperty("seed").GetString()!, CultureInfo.InvariantCulture);
            var bound = one.GetProperty("bound");
            PortableLatents.Fill(
                (ulong)seed,
                one.GetProperty("first").GetInt64(),
                size,
                latents,
                bound.ValueKind == JsonValueKind.Null ? null : bound.GetDouble()
            );
            latents
                .Select(z => $"{BitConverter.SingleToUInt32Bits(z):x8}")
                .Should()
                .Equal(one.GetProperty("bits").EnumerateArray().Select(bits => bits.GetString()!), $"seed {seed}");
        }
    }

    [Fact]
    public void Logarithm_and_turn_differ_from_the_machines_own_in_the_last_place_at_most()
    {
        for (var i = 1; i < 5000; i++)
        {
            var share = i / 5000.0;
            PortableMath.Log(share).Should().BeApproximately(Math.Log(share), 5e-16 * Math.Max(1, -Math.Log(share)));
            var (cosine, sine) = PortableMath.Turn(share);
            cosine.Should().BeApproximately(Math.Cos(2 * Math.PI * share), 1e-15);
            sine.Should().BeApproximately(Math.Sin(2 * Math.PI * share), 1e-15);
        }
        PortableMath.Log(1).Should().Be(0);
        PortableMath.Log(Math.Pow(2, -53)).Should().BeApproximately(-53 * Math.Log(2), 1e-14);
    }

    [Fact]
    public void Latents_are_normal_and_rows_know_nothing_of_each_other()
    {
        var all = new float[200_000];
        PortableLatents.Fill(9, 0, 100, all);
        all.Average(z => (double)z).Should().BeApproximately(0, 5 / Math.Sqrt(all.Length));
        all.Average(z => (double)z * z).Should().BeApproximately(1, 5 * Math.Sqrt(2.0 / all.Length));
        all.Average(z => Math.Pow(z, 4)).Should().BeApproximately(3, 5 * Math.Sqrt(96.0 / all.Length));
        var one = new float[100];
        PortableLatents.Fill(9, 1234, 100, one);
        one.Should().Equal(all[123_400..123_500]);
    }

    [Fact]
    public void Entries_within_the_bound_stay_and_the_others_are_drawn_again()
    {
        var plain = new float[1000];
        PortableLatents.Fill(4, 0, 10, plain);
        var bounded = new float[1000];
        PortableLatents.Fill(4, 0, 10, bounded, 0.7);
        bounded.Should().OnlyContain(z => Math.Abs(z) <= 0.7);
        for (var i = 0; i < plain.Length; i++)
        {
            (bounded[i] == plain[i]).Should().Be(Math.Abs(plain[i]) <= 0.7f);
        }
        bounded.Average(z => (double)z).Should().BeApproximately(0, 0.1);
    }
}
