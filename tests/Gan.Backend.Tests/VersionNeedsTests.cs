using System.Buffers.Binary;

namespace Gan.Backend.Tests;

/// <summary>On TorchSharp's own file, which lies beside the tests, and on damaged copies of it.</summary>
public sealed class VersionNeedsTests
{
    private const string Newest = "GLIBCXX_3.4.32";
    private const string Elsewhere = "The files beside the program are another system's.";

    private static readonly byte[] Library = File.ReadAllBytes(Find("LibTorchSharp"));

    [LinuxFact(Elsewhere)]
    public void One_flag_of_one_version_changes_and_no_other_byte()
    {
        var changed = (byte[])Library.Clone();
        VersionNeeds.MakeWeak(changed, Newest).Should().BeTrue();
        var places = Enumerable.Range(0, Library.Length).Where(i => changed[i] != Library[i]).ToList();
        places.Should().ContainSingle();
        changed[places[0]]
            .Should()
            .Be((byte)(Library[places[0]] | 2), "the ELF standard's flag for a weak version is 2");
        VersionNeeds.MakeWeak(changed, Newest).Should().BeTrue("a file that is changed already stays as it is");
        changed.Where((b, i) => b != Library[i]).Should().ContainSingle();
    }

    [ReadElfFact]
    public void Readelf_sees_the_flag_at_that_version_alone()
    {
        using var folder = new Folder();
        var before = Versions(folder.Write("before.so", Library));
        var changed = (byte[])Library.Clone();
        VersionNeeds.MakeWeak(changed, Newest);
        var after = Versions(folder.Write("after.so", changed));

        before.Should().HaveCountGreaterThan(5);
        after
            .Except(before)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain($"Name: {Newest}")
            .And.Contain("Flags: WEAK");
        before
            .Except(after)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain($"Name: {Newest}")
            .And.Contain("Flags: none");
    }

    [LinuxFact(Elsewhere)]
    public void A_version_that_is_not_asked_for_changes_nothing()
    {
        var file = (byte[])Library.Clone();
        VersionNeeds.MakeWeak(file, "GLIBCXX_9.9.99").Should().BeFalse();
        file.Should().Equal(Library);
    }

    [LinuxFact(Elsewhere)]
    public void Damaged_files_are_read_to_an_end_without_an_exception()
    {
        var random = new Random(1);
        // The head of the file and its end hold what the reader goes by: 400 copies with a number replaced, and 100 cut
        // short.
        for (var i = 0; i < 400; i++)
        {
            var file = (byte[])Library.Clone();
            var tables = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(0x28));
            var at = random.Next(2) == 0 ? random.Next(64) : tables + random.Next(file.Length - tables - 4);
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), random.Next(3) == 0 ? -1 : random.Next());
            FluentActions.Invoking(() => VersionNeeds.MakeWeak(file, Newest)).Should().NotThrow();
        }
        for (var i = 0; i < 100; i++)
        {
            var length = random.Next(i < 50 ? 200 : Library.Length);
            FluentActions
                .Invoking(() => VersionNeeds.MakeWeak(Library.AsSpan(0, length).ToArray(), Newest))
                .Should()
                .NotThrow();
        }
    }

    [LinuxFact(Elsewhere)]
    public void A_file_whose_end_is_missing_is_noticed_before_it_is_mapped()
    {
        using var folder = new Folder();
        ElfFile.IsWhole(folder.Write("whole.so", Library)).Should().BeTrue();
        foreach (var length in new[] { 0, 63, 64, 4096, Library.Length / 2, Library.Length - 1 })
        {
            ElfFile
                .IsWhole(folder.Write($"{length}.so", Library[..length]))
                .Should()
                .BeFalse("{0} bytes of {1} are there", length, Library.Length);
        }
        ElfFile
            .IsWhole(folder.Write("text.so", new byte[100]))
            .Should()
            .BeTrue("the loader refuses what is no library");
    }

    private static string Find(string name) =>
        NativeFiles.Find(name) ?? throw new FileNotFoundException($"{name} is not beside the tests.");

    private static List<string> Versions(string file) =>
        [
            .. Witness
                .Run(ReadElfFactAttribute.Program!, "-V", file)
                .Output.Split('\n')
                .Where(line => line.Contains("Flags: "))
                .Select(line => line[(line.IndexOf(':') + 1)..].Trim()),
        ];

    private sealed class Folder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("gan-backend").FullName;

        public string Write(string name, byte[] content)
        {
            File.WriteAllBytes(Path.Combine(path, name), content);
            return Path.Combine(path, name);
        }

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}

/// <summary>A test that takes readelf for a witness (the package binutils).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadElfFactAttribute : FactAttribute
{
    public static string? Program { get; } = OperatingSystem.IsLinux() ? Witness.Find("readelf") : null;

    public ReadElfFactAttribute()
    {
        if (Program is null)
        {
            Skip = "There is no readelf; eng/setup.sh --tests brings it.";
        }
    }
}
