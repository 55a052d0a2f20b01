; The installer for Windows, for Inno Setup 6.3 or newer; packaging/windows/make_installer.py runs it:
;     iscc /DAppVersion=0.1.0 /DVersionNumbers=0.1.0.0 /DBundle=...\dist\latentlab /O...\dist latentlab.iss
;
; It installs for one user and asks for no administrator. Without a question, for many machines:
;     latentlab-0.1.0-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /LOG=setup.log
; and with it, where wanted:
;     /ALLUSERS            for everybody on the machine (as administrator)   /DIR="D:\LatentLab"
;     /TASKS="desktopicon" an icon on the desktop too                        /LANG=korean
; It takes the place of an older version. To remove it: unins000.exe /VERYSILENT in the program's folder.

#ifndef AppVersion
  #error Say which version: iscc /DAppVersion=0.1.0 /DVersionNumbers=0.1.0.0 latentlab.iss
#endif
#ifndef VersionNumbers
  #define VersionNumbers AppVersion
#endif
#ifndef Bundle
  #define Bundle SourcePath + "..\..\dist\latentlab"
#endif
#if Ver < EncodeVer(6, 3, 0)
  #error Inno Setup 6.3 or newer is needed: older ones do not know x64compatible.
#endif
#define Checkout SourcePath + "..\.."
#define SessionIcon "{app}\_internal\resources\icons\latentlab-session.ico"

[Setup]
; Never change it: by it an installer finds the older version that it replaces.
AppId={{6E0C1B4F-3B0D-4C55-9B5C-0F6B8E1D7A42}
AppName=LatentLab
AppVersion={#AppVersion}
AppVerName=LatentLab {#AppVersion}
AppPublisher=The LatentLab authors
AppCopyright=© 2026 The LatentLab authors
VersionInfoVersion={#VersionNumbers}
LicenseFile={#Checkout}\LICENSE
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
; Windows 10 1809 is the oldest that Qt supports.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
DefaultDirName={autopf}\LatentLab
DisableDirPage=auto
DisableProgramGroupPage=yes
ShowLanguageDialog=auto
WizardStyle=modern
SetupIconFile={#Checkout}\resources\icons\latentlab.ico
UninstallDisplayIcon={app}\latentlab.exe
UninstallDisplayName=LatentLab
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
Compression=lzma2
SolidCompression=yes
LZMAUseSeparateProcess=yes
OutputBaseFilename=latentlab-{#AppVersion}-setup

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
#if FileExists(CompilerPath + "Languages\Korean.isl")
Name: "korean"; MessagesFile: "compiler:Languages\Korean.isl"
#endif

[CustomMessages]
english.SessionFile=LatentLab session
english.StillRunning=LatentLab is still running. Please close it, then start this setup again.
#if FileExists(CompilerPath + "Languages\Korean.isl")
korean.SessionFile=LatentLab 세션
korean.StillRunning=LatentLab이 아직 실행 중입니다. LatentLab을 닫은 다음 설치를 다시 시작하세요.
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Of an older version nothing may stay among the libraries of the newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Excludes: "\latentlab.ini"; Flags: ignoreversion recursesubdirs createallsubdirs
; The lab's own settings beside the program: one that is there already outlives an update.
Source: "{#Bundle}\latentlab.ini"; DestDir: "{app}"; Flags: onlyifdoesntexist skipifsourcedoesntexist

[Icons]
Name: "{autoprograms}\LatentLab"; Filename: "{app}\latentlab.exe"; Comment: "Train autoencoders and explore their latent space, live"
Name: "{autodesktop}\LatentLab"; Filename: "{app}\latentlab.exe"; Tasks: desktopicon

[Registry]
; HKA is HKEY_CURRENT_USER, and HKEY_LOCAL_MACHINE only with /ALLUSERS.
Root: HKA; Subkey: "Software\Classes\.latentlab"; ValueType: string; ValueName: ""; ValueData: "LatentLab.Session"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.latentlab"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-latentlab-session"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.latentlab\OpenWithProgids"; ValueType: string; ValueName: "LatentLab.Session"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\LatentLab.Session"; ValueType: string; ValueName: ""; ValueData: "{cm:SessionFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\LatentLab.Session\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{#SessionIcon},0"
Root: HKA; Subkey: "Software\Classes\LatentLab.Session\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\latentlab.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\latentlab.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "LatentLab"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\latentlab.exe\SupportedTypes"; ValueType: string; ValueName: ".latentlab"; ValueData: ""

[Run]
Filename: "{app}\latentlab.exe"; Description: "{cm:LaunchProgram,LatentLab}"; Flags: nowait postinstall skipifsilent

[Code]
{ A program that runs cannot be written to. Half of it must not be exchanged while it asks about an unsaved run. }
function IsStillRunning(): Boolean;
var
  Path: String;
begin
  Path := ExpandConstant('{app}\latentlab.exe');
  Result := FileExists(Path);
  if Result then
    Result := not SaveStringToFile(Path, '', True);
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if (CurStep = ssInstall) and IsStillRunning() then
  begin
    SuppressibleMsgBox(CustomMessage('StillRunning'), mbError, MB_OK, IDOK);
    Abort();
  end;
end;
