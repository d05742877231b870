using static Gan.Tests.Saving.ForgedPth;

namespace Gan.Tests.Saving;

/// <summary>Pickles that nobody wrote who meant well.</summary>
public sealed class PickleMachineTests : IDisposable
{
    private static readonly string Weights = Dictionary(("w", Tensor("0", 2, 0, [2], [1])));

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private string Refused(string pickle) => Refusal(path, pickle, ("data/0", Floats(2)));

    [Fact]
    public void What_the_helper_writes_is_read()
    {
        Write(path, Weights + ".", ("data/0", Floats(2)));
        PthFile.Read(path, tensors => tensors["w"].shape.Should().Equal(2));
    }

    [Theory]
    [InlineData("cos\nsystem\nX\u0002\0\0\0id\u0085R.", "'os.system'")]
    [InlineData("cbuiltins\neval\nX\u0001\0\0\01\u0085R.", "'builtins.eval'")]
    [InlineData("c__builtin__\ngetattr\n.", "'__builtin__.getattr'")]
    [InlineData("ctorch\nload\n.", "'torch.load'")]
    [InlineData("ctorch.hub\nload\n.", "'torch.hub.load'")]
    [InlineData("X\u0002\0\0\0osX\u0006\0\0\0system\u0093.", "'os.system'")]
    public void A_name_beyond_the_list_is_refused_by_its_name(string pickle, string name) =>
        Refused(pickle).Should().Contain($"it names {name}, which is not on the list");

    [Theory]
    [InlineData("(ios\nsystem\n.", "INST (0x69) at byte 3")]
    [InlineData("}}\u0081.", "NEWOBJ (0x81) at byte 4")]
    [InlineData("}\u0082\u0001.", "EXT1 (0x82)")]
    [InlineData("P1\n.", "PERSID (0x50)")]
    [InlineData("}}}\u0092.", "NEWOBJ_EX (0x92)")]
    [InlineData("(o.", "OBJ (0x6f)")]
    [InlineData("}2.", "DUP (0x32)")]
    [InlineData("\u00ff.", "0xff at byte 2")]
    public void An_opcode_beyond_the_list_is_refused_by_its_name(string pickle, string name) =>
        Refused(pickle).Should().Contain($"its pickle has the opcode {name}");

    [Theory]
    [InlineData("}", "it ends|ends after 3 bytes")]
    [InlineData(".", "empty stack")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fab.", "ends after")]
    [InlineData("ctorch", "ends within a name")]
    [InlineData("t.", "lacks a mark")]
    [InlineData("}(}s.", "empty stack")]
    [InlineData("}(}u.", "a key without a value")]
    [InlineData("h\u0005.", "asks for the value 5")]
    [InlineData("]}b.", "BUILD")]
    [InlineData("})a.", "APPEND")]
    [InlineData(")Q.", "BINPERSID")]
    [InlineData("})R.", "calls what is no function")]
    [InlineData("ctorch\nFloatStorage\n)R.", "torch.FloatStorage, which is no function")]
    [InlineData("ccollections\nOrderedDict\n}R.", "without a tuple")]
    [InlineData("X\u0001\0\0\0\u00ff.", "no UTF-8")]
    [InlineData("\u0080\u0009}.", "protocol 9")]
    public void Damage_is_said(string pickle, string message) =>
        Refused(pickle).Should().ContainAny(message.Split('|'));

    [Fact]
    public void A_dictionary_that_holds_itself_ends()
    {
        var itself = $"}}q\0{Text("model")}h\0s.";
        Refused(itself).Should().Contain("it holds no dictionary of tensors");
        var deep =
            $"{string.Concat(Enumerable.Repeat($"}}{Text("model")}", 5000))}{Weights}"
            + $"{string.Concat(Enumerable.Repeat("s", 5000))}.";
        Refused(deep).Should().Contain("dictionar");
    }

    [Fact]
    public void A_memo_that_doubles_itself_takes_no_memory()
    {
        var doubling = string.Concat(
            Enumerable.Range(0, 200).Select(i => $"h{(char)i}h{(char)i}\u0086q{(char)(i + 1)}")
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused($")q\0{doubling}.").Should().Contain("it holds no dictionary");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 21);
    }
}
